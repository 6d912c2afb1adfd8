package io.receivables.torture.statements;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Everything that is done to a valid file on its way to the service: damage, wrong packing, and files made to do harm. */
final class Mutations {

    private static final Charset UTF_8 = StandardCharsets.UTF_8;

    /** One way of changing a file. */
    @FunctionalInterface
    private interface Mutation {
        Mutant of(byte[] file);
    }

    private final SplittableRandom random;
    private final Elements elements;
    private final Values values;
    private final Bombs bombs;
    private final List<Mutation> all;

    Mutations(SplittableRandom random) {
        this.random = random;
        this.elements = new Elements(random);
        this.values = new Values(random);
        this.bombs = new Bombs(random);
        this.all = new ArrayList<>(bytes());
        all.addAll(structure());
        all.addAll(packing());
        all.addAll(harm());
    }

    /** The next mutant; every kind comes in turn. */
    Mutant of(int number, byte[] file) {
        return all.get(number % all.size()).of(file);
    }

    int kinds() {
        return all.size();
    }

    private List<Mutation> bytes() {
        return List.of(
                file -> Mutant.open("untouched", file),
                file -> Mutant.open("one bit", flipped(file, 1)),
                file -> Mutant.open("some bits", flipped(file, 2 + random.nextInt(20))),
                file -> Mutant.bad("cut off", Arrays.copyOf(file, random.nextInt(file.length))),
                file -> Mutant.bad("cut off at the very end", Arrays.copyOf(file, file.length - 1)),
                file -> Mutant.open("bytes left out", without(file)),
                file -> Mutant.bad("NUL bytes", with(file, new byte[1 + random.nextInt(8)])),
                file -> Mutant.open("control characters", with(file, new byte[] {(byte) (1 + random.nextInt(31))})),
                file -> Mutant.bad("broken UTF-8", with(file, new byte[] {(byte) 0xC3, (byte) 0x28})),
                file -> Mutant.open("noise", noise()),
                file -> Mutant.bad("nothing", new byte[0]),
                file -> Mutant.bad("two files in one", joined(file, file)),
                file -> Mutant.bad("text behind the end", joined(file, "x".getBytes(UTF_8))));
    }

    private List<Mutation> structure() {
        return List.of(
                file -> Mutant.open("an element twice", elements.doubled(file)),
                file -> Mutant.open("an element removed", elements.removed(file)),
                file -> Mutant.open("two elements exchanged", elements.moved(file)),
                file -> Mutant.open("an element renamed", elements.renamed(file)),
                file -> Mutant.open("a statement twice", elements.statementTwice(file)),
                file -> Mutant.open("no balances", elements.withoutAll(file, "Bal")),
                file -> Mutant.open("no dates", elements.withoutAll(file, "BookgDt")),
                file -> Mutant.bad("no account", elements.withoutAll(file, "Acct")),
                file -> Mutant.bad("no statement", elements.withoutAll(file, "Stmt")),
                file -> Mutant.bad(
                        "another root",
                        text(file).replace("Document", "Dokument").getBytes(UTF_8)),
                file -> Mutant.bad(
                        "another message",
                        text(file).replace("camt.053", "camt.054").getBytes(UTF_8)),
                file -> Mutant.bad(
                        "no namespace",
                        text(file).replaceFirst(" xmlns=\"[^\"]*\"", "").getBytes(UTF_8)),
                file -> Mutant.open("a value", values.changed(file)),
                file -> Mutant.open("a date", values.date(file)),
                file -> Mutant.open("an amount", values.amount(file)),
                file -> Mutant.open("a currency", values.currency(file)),
                file -> Mutant.open("a long text", values.longText(file)),
                file -> Mutant.open("largest amounts", values.largestAmounts(file)));
    }

    private List<Mutation> packing() {
        return List.of(
                file -> Mutant.bad("gzip", gzip(file)),
                file -> Mutant.bad("zip", zip(file)),
                file -> Mutant.open(
                        "byte order mark", joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, file)),
                file -> Mutant.open(
                        "UTF-16", text(file).replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16)),
                file -> Mutant.bad("UTF-16 that says UTF-8", text(file).getBytes(StandardCharsets.UTF_16LE)),
                file -> Mutant.open("another encoding", elements.encoding(file)),
                file -> new Mutant("JSON type", file, "application/json", true),
                file -> new Mutant("odd type", file, elements.contentType(), true),
                file -> new Mutant("CSV type", file, "text/csv", true),
                file -> new Mutant("octets", file, "application/octet-stream", false));
    }

    private List<Mutation> harm() {
        return List.of(
                file -> Mutant.bad("entity bomb", bombs.laughs(file)),
                file -> Mutant.bad("quadratic entities", bombs.quadratic(file)),
                file -> Mutant.bad("document type", bombs.documentType(file)),
                file -> Mutant.bad("external entity", bombs.externalEntity(file)),
                file -> Mutant.bad("unknown entity", with(file, "&nobody;".getBytes(UTF_8))),
                file -> Mutant.bad("200,000 levels", bombs.nested(file)),
                file -> Mutant.bad("huge attribute", bombs.attribute(file)),
                file -> Mutant.open("huge text", bombs.text(file)),
                file -> Mutant.open("huge comment", bombs.comment(file)),
                file -> Mutant.bad("100,000 attributes", bombs.attributes(file)),
                file -> Mutant.bad("huge name", bombs.name(file)),
                file -> Mutant.open("a million names", bombs.names(file)),
                file -> Mutant.open("many transactions in an entry", bombs.transactions(file)),
                file -> Mutant.open("many statements", bombs.statements(file)));
    }

    private byte[] flipped(byte[] file, int count) {
        byte[] result = file.clone();
        for (int i = 0; i < count; i++) {
            result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private byte[] without(byte[] file) {
        int from = random.nextInt(file.length);
        int to = Math.min(file.length, from + 1 + random.nextInt(50));
        return joined(Arrays.copyOf(file, from), Arrays.copyOfRange(file, to, file.length));
    }

    private byte[] with(byte[] file, byte[] more) {
        int at = Elements.insideText(file, random);
        return joined(joined(Arrays.copyOf(file, at), more), Arrays.copyOfRange(file, at, file.length));
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(5000)];
        random.nextBytes(noise);
        return noise;
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] result = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, result, first.length, second.length);
        return result;
    }

    static String text(byte[] file) {
        return new String(file, UTF_8);
    }

    private static byte[] gzip(byte[] file) {
        return packed(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(file);
            }
        });
    }

    private static byte[] zip(byte[] file) {
        return packed(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("statement.xml"));
                zip.write(file);
            }
        });
    }

    /** Something that writes. */
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] packed(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
