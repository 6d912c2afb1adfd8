package io.receivables.torture.access;

import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A request and its twin about things that nobody has: whoever gets different answers has learnt that something exists. */
final class Twins {

    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern MOMENTS =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|\"traceId\":\"[0-9a-f]*\"|\"freshness\":\\{[^}]*}");

    private Twins() {}

    /** The same request about things that do not exist: every id and every mark replaced. */
    static Request of(Request request, String mark) {
        Map<String, String> replaced = new HashMap<>();
        String otherMark = otherMark(mark);
        UnaryOperator<String> replace = text -> UUIDS.matcher(text)
                .replaceAll(id -> replaced.computeIfAbsent(
                        id.group(), k -> UUID.randomUUID().toString()))
                .replace(mark, otherMark);
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach((name, value) ->
                        headers.put(name, name.equals("Authorization") ? value : replace.apply(value)));
        return new Request(
                request.method(),
                replace.apply(request.target()),
                headers,
                replace.apply(request.bodyText()).getBytes(StandardCharsets.UTF_8));
    }

    /** A mark that nobody has. */
    static String otherMark(String mark) {
        String reversed = new StringBuilder(mark).reverse().toString();
        return reversed.equals(mark) ? mark.replace('Q', 'Z') : reversed;
    }

    /** The answer without what differs in any case, and without what only repeats the request. */
    static String normal(Reply reply, Request request) {
        String text = reply.text();
        for (String part : request.target().split("[/?&=]")) {
            if (part.length() > 5) {
                text = text.replace(URLDecoder.decode(part, StandardCharsets.UTF_8), "-");
            }
        }
        return MOMENTS.matcher(UUIDS.matcher(text).replaceAll("-")).replaceAll("-");
    }
}
