package io.receivables.torture.statements;

/**
 * A file as it is uploaded.
 *
 * @param kind what was done to it
 * @param refused whether nothing but a refusal is right; a mutation of most kinds may leave a file that says something
 */
record Mutant(String kind, byte[] bytes, String contentType, boolean refused) {

    static final String XML = "application/xml";

    static Mutant open(String kind, byte[] bytes) {
        return new Mutant(kind, bytes, XML, false);
    }

    static Mutant bad(String kind, byte[] bytes) {
        return new Mutant(kind, bytes, XML, true);
    }
}
