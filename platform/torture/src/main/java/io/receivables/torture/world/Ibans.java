package io.receivables.torture.world;

import java.math.BigInteger;

/** Bank accounts that the harness makes up, with valid check digits (ISO 13616). */
public final class Ibans {

    private static final String BANK = "50010517";
    private static final String DE00 = "131400";

    private Ibans() {}

    /** A German account with this number of up to ten digits. */
    public static String german(long account) {
        String bban = BANK + String.format("%010d", account);
        int check = 98 - new BigInteger(bban + DE00).mod(BigInteger.valueOf(97)).intValue();
        return "DE" + String.format("%02d", check) + bban;
    }
}
