package io.receivables.torture.api;

import java.util.random.RandomGenerator;

/** Makes files that were not sent before, so that an import is not just the repetition of an earlier one. */
final class StatementFiles {

    private StatementFiles() {}

    /** The example with other identifications: every group of four or more digits in an id, every reference. */
    static String fresh(String example, RandomGenerator random) {
        String number = Long.toString(random.nextLong(1_000_000_000_000L, 9_999_999_999_999L), 36);
        return example.replace("C-1001", "C-" + number)
                .replaceAll("(<(?:MsgId|Id|NtryRef|AcctSvcrRef|EndToEndId)>)([^<]{1,20})(</)", "$1$2-" + number + "$3")
                .replace("REF-1", "REF-" + number);
    }
}
