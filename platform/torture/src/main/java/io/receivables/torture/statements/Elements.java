package io.receivables.torture.statements;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes whole elements of a file away, doubles and moves them. */
final class Elements {

    private static final List<String> NAMES = List.of(
            "GrpHdr",
            "Stmt",
            "Id",
            "ElctrncSeqNb",
            "CreDtTm",
            "FrToDt",
            "Acct",
            "Bal",
            "Amt",
            "CdtDbtInd",
            "Ntry",
            "Sts",
            "BookgDt",
            "ValDt",
            "AcctSvcrRef",
            "NtryDtls",
            "TxDtls",
            "Refs",
            "RltdPties",
            "RmtInf",
            "Strd",
            "Ref",
            "RtrInf",
            "IBAN",
            "Ccy",
            "Cd",
            "Tp");
    private static final List<String> ENCODINGS =
            List.of("ISO-8859-1", "windows-1250", "IBM1047", "UTF-32", "UTF-7", "x-nobody", "GB18030", "", "UTF-16BE");
    private static final List<String> CONTENT_TYPES =
            List.of("text/html", "multipart/form-data", "application/pdf", "application/gzip", "x", "text/plain");

    private final SplittableRandom random;

    Elements(SplittableRandom random) {
        this.random = random;
    }

    private record Span(int start, int end) {}

    byte[] doubled(byte[] bytes) {
        String file = Mutations.text(bytes);
        return any(file)
                .map(s -> file.substring(0, s.end()) + file.substring(s.start()))
                .orElse(file)
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] removed(byte[] bytes) {
        String file = Mutations.text(bytes);
        return any(file)
                .map(s -> file.substring(0, s.start()) + file.substring(s.end()))
                .orElse(file)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An element, cut out and put in at the start of another one. */
    byte[] moved(byte[] bytes) {
        String file = Mutations.text(bytes);
        return any(file)
                .map(s -> {
                    String rest = file.substring(0, s.start()) + file.substring(s.end());
                    int at = any(rest).map(Span::start).orElse(0);
                    return rest.substring(0, at) + file.substring(s.start(), s.end()) + rest.substring(at);
                })
                .orElse(file)
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] renamed(byte[] bytes) {
        String file = Mutations.text(bytes);
        return any(file)
                .map(s -> file.substring(0, s.start()) + "<Xx" + file.substring(s.start() + 1))
                .orElse(file)
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] statementTwice(byte[] bytes) {
        String file = Mutations.text(bytes);
        List<Span> statements = spans(file, "Stmt");
        Span one = statements.get(random.nextInt(statements.size()));
        return (file.substring(0, one.end()) + file.substring(one.start())).getBytes(StandardCharsets.UTF_8);
    }

    byte[] withoutAll(byte[] bytes, String name) {
        return Mutations.text(bytes)
                .replaceAll("(?s)<" + name + ">.*?</" + name + ">", "")
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] encoding(byte[] bytes) {
        return Mutations.text(bytes)
                .replaceFirst("UTF-8", ENCODINGS.get(random.nextInt(ENCODINGS.size())))
                .getBytes(StandardCharsets.UTF_8);
    }

    String contentType() {
        return CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size()));
    }

    private Optional<Span> any(String file) {
        for (int i = 0; i < NAMES.size(); i++) {
            List<Span> spans = spans(file, NAMES.get(random.nextInt(NAMES.size())));
            if (!spans.isEmpty()) {
                return Optional.of(spans.get(random.nextInt(spans.size())));
            }
        }
        return Optional.empty();
    }

    private static List<Span> spans(String file, String name) {
        List<Span> spans = new ArrayList<>();
        Matcher open = Pattern.compile("<" + name + "[ >]").matcher(file);
        String close = "</" + name + ">";
        while (open.find()) {
            int end = file.indexOf(close, open.start());
            if (end >= 0) {
                spans.add(new Span(open.start(), end + close.length()));
            }
        }
        return spans;
    }

    /** A place between a start tag and an end tag. */
    static int insideText(byte[] file, SplittableRandom random) {
        int from = random.nextInt(file.length);
        for (int i = 0; i < file.length; i++) {
            int at = (from + i) % file.length;
            if (at > 0 && file[at - 1] == '>' && file[at] != '<' && file[at] != '\n') {
                return at;
            }
        }
        return file.length / 2;
    }
}
