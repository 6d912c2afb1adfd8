package io.receivables.local.demo.data;

import java.math.BigInteger;

/** Check digits of the bank accounts and tax numbers that the demo makes up, so that they pass every validation. */
public final class CheckDigits {

    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] USCC_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private CheckDigits() {}

    /** IBAN by ISO 13616: mod 97-10 over the rearranged characters. */
    public static String iban(String country, String bban) {
        BigInteger number = new BigInteger(digits(bban + country + "00"));
        int check = 98 - number.mod(BigInteger.valueOf(97)).intValue();
        return country + String.format("%02d", check) + bban;
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(Character.getNumericValue(c)));
        return digits.toString();
    }

    /** Hungarian account number: a check digit after the first seven and after the next fifteen digits, weights 9-7-3-1. */
    static String hungarianBban(String bankAndBranch, String account) {
        return bankAndBranch + weighted9731(bankAndBranch) + account + weighted9731(account);
    }

    private static int weighted9731(String digits) {
        int[] weights = {9, 7, 3, 1};
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += weights[i % 4] * digit(digits, i);
        }
        return (10 - sum % 10) % 10;
    }

    /** ISO 7064 MOD 11,10, used by the German VAT id, the Croatian OIB and the Croatian account number. */
    static String mod1110(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (digit(digits, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return digits + (11 - product) % 10;
    }

    static String hungarianVat(String seven) {
        int[] weights = {9, 7, 3, 1, 9, 7, 3};
        return "HU" + seven + (10 - sum(seven, weights) % 10) % 10;
    }

    static String romanianVat(String eight) {
        int[] weights = {5, 3, 2, 1, 7, 5, 3, 2};
        return "RO" + eight + sum(eight, weights) * 10 % 11 % 10;
    }

    /** Danish CVR number: the weighted sum of all eight digits is divisible by 11; bases without a solution are skipped by the caller. */
    static String danishVat(int base) {
        int[] weights = {2, 7, 6, 5, 4, 3, 2};
        for (int candidate = base; ; candidate++) {
            String seven = Integer.toString(candidate);
            int check = (11 - sum(seven, weights) % 11) % 11;
            if (check < 10) {
                return "DK" + seven + check;
            }
        }
    }

    /** Chinese unified social credit code, GB 32100. */
    static String chineseCode(String seventeen) {
        int sum = 0;
        for (int i = 0; i < USCC_WEIGHTS.length; i++) {
            sum += USCC_ALPHABET.indexOf(seventeen.charAt(i)) * USCC_WEIGHTS[i];
        }
        return seventeen + USCC_ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static int sum(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(digits, i);
        }
        return sum;
    }

    private static int digit(String digits, int index) {
        return digits.charAt(index) - '0';
    }
}
