package io.receivables.torture.statements;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Files that are made to use up memory, time or other people's files. */
final class Bombs {

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final int LEVELS = 200_000;
    private static final int MEGABYTE = 1 << 20;

    private final SplittableRandom random;

    Bombs(SplittableRandom random) {
        this.random = random;
    }

    /** Ten entities, each ten times the one before. */
    byte[] laughs(byte[] file) {
        StringBuilder type = new StringBuilder("<!DOCTYPE Document [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            type.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return withType(file, type.append("]>").toString(), "&a9;");
    }

    byte[] quadratic(byte[] file) {
        String type = "<!DOCTYPE Document [<!ENTITY big \"" + "x".repeat(50_000) + "\">]>";
        return withType(file, type, "&big;".repeat(5_000));
    }

    byte[] documentType(byte[] file) {
        return withType(file, "<!DOCTYPE Document SYSTEM \"http://localhost:9/camt.dtd\">", "x");
    }

    byte[] externalEntity(byte[] file) {
        String entity = random.nextBoolean() ? "file:///etc/passwd" : "http://localhost:9/x";
        return withType(file, "<!DOCTYPE Document [<!ENTITY e SYSTEM \"" + entity + "\">]>", "&e;");
    }

    private static byte[] withType(byte[] file, String type, String text) {
        String body = Mutations.text(file).replaceFirst("<\\?xml[^>]*>", "");
        return (XML + type + inFront(body, "<X>" + text + "</X>")).getBytes(StandardCharsets.UTF_8);
    }

    /** Puts something in front of the first statement's first field. */
    private static String inFront(String file, String more) {
        int at = file.indexOf("<Stmt>") + "<Stmt>".length();
        return file.substring(0, at) + more + file.substring(at);
    }

    private static byte[] inFront(byte[] file, String more) {
        return inFront(Mutations.text(file), more).getBytes(StandardCharsets.UTF_8);
    }

    byte[] nested(byte[] file) {
        return inFront(file, "<X>".repeat(LEVELS) + "</X>".repeat(LEVELS));
    }

    byte[] attribute(byte[] file) {
        return inFront(file, "<X a=\"" + "x".repeat(megabytes(12)) + "\"/>");
    }

    byte[] text(byte[] file) {
        String name = random.nextBoolean() ? "AddtlStmtInf" : "LglSeqNb";
        return inFront(file, "<" + name + ">" + "x ".repeat(megabytes(4)) + "</" + name + ">");
    }

    byte[] comment(byte[] file) {
        boolean instruction = random.nextBoolean();
        String content = "> ".repeat(megabytes(6));
        return inFront(file, instruction ? "<?x " + content + "?>" : "<!-- " + content + "-->");
    }

    byte[] attributes(byte[] file) {
        StringBuilder element = new StringBuilder("<X");
        for (int i = 0; i < 100_000; i++) {
            element.append(" a").append(i).append("=\"\"");
        }
        return inFront(file, element.append("/>").toString());
    }

    byte[] name(byte[] file) {
        return inFront(file, "<" + "x".repeat(megabytes(4)) + "/>");
    }

    /** Every element of another name, which a parser remembers for as long as it reads. */
    byte[] names(byte[] file) {
        StringBuilder elements = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            elements.append('<')
                    .append('x')
                    .append(Integer.toString(i, Character.MAX_RADIX))
                    .append("/>");
        }
        return inFront(file, elements.toString());
    }

    /** A batch entry of thousands of transactions. */
    byte[] transactions(byte[] file) {
        String details = "<TxDtls><Refs><EndToEndId>E</EndToEndId></Refs><Amt Ccy=\"EUR\">0.01</Amt></TxDtls>";
        return inFront(
                file,
                "<Ntry><Amt Ccy=\"EUR\">20.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls>" + details.repeat(2_000)
                        + "</NtryDtls></Ntry>");
    }

    /** Fifty statements of the same account, each with a number of its own. */
    byte[] statements(byte[] file) {
        String text = Mutations.text(file);
        int start = text.indexOf("<Stmt>");
        int end = text.indexOf("</Stmt>") + "</Stmt>".length();
        String account = "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>";
        StringBuilder more = new StringBuilder();
        long first = random.nextLong(Long.MAX_VALUE);
        for (int i = 0; i < 50; i++) {
            more.append("<Stmt><Id>")
                    .append(first + i)
                    .append("</Id>")
                    .append(account)
                    .append("</Stmt>");
        }
        return (text.substring(0, start) + more + text.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    /** More than the largest piece that is read, which is one. */
    private int megabytes(int most) {
        return (2 + random.nextInt(most - 1)) * MEGABYTE;
    }
}
