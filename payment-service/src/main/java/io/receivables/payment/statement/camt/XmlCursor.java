package io.receivables.payment.statement.camt;

import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks an XML document forward, element by element. Document types and external entities are refused. */
final class XmlCursor implements AutoCloseable {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 4096;
    /** A parser remembers every name until the end; no version of the message has even half as many. */
    private static final int MAX_NAMES = 2000;

    private static final XMLInputFactory FACTORY = factory();

    private final PiecewiseInput input;
    private final XMLStreamReader reader;
    private final Set<String> names = new HashSet<>();
    private int depth;

    XmlCursor(InputStream input) {
        this.input = new PiecewiseInput(input);
        try {
            reader = FACTORY.createXMLStreamReader(this.input);
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLReporter((message, type, information, location) -> {
            // the parser's own remarks are no lines of our log
        });
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are off");
        });
        return factory;
    }

    /** Number of elements around the cursor, the current one included. */
    int depth() {
        return depth;
    }

    String name() {
        return reader.getLocalName();
    }

    String namespace() {
        return reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    }

    String attribute(String name) {
        var value = reader.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    int line() {
        return reader.getLocation().getLineNumber();
    }

    /**
     * Moves to the next element inside the element at the given depth.
     *
     * @return false when that element has ended
     */
    boolean nextChild(int parentDepth) {
        while (true) {
            int event = advance();
            if (event == XMLStreamConstants.START_ELEMENT && depth == parentDepth + 1) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT && depth < parentDepth) {
                return false;
            }
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
        }
    }

    /** The text directly inside the current element, which is read to its end. */
    String text() {
        var text = new StringBuilder();
        int own = depth;
        while (true) {
            int event = advance();
            if (event == XMLStreamConstants.END_ELEMENT && depth < own) {
                return text.toString().strip();
            }
            if (isText(event) && depth == own && text.length() < MAX_TEXT) {
                text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }
    }

    /** The first text anywhere inside the current element, which is read to its end. */
    String deepText() {
        var text = new StringBuilder();
        int own = depth;
        boolean found = false;
        while (true) {
            int event = advance();
            if (event == XMLStreamConstants.END_ELEMENT) {
                found |= !text.toString().isBlank();
                if (depth < own) {
                    return text.toString().strip();
                }
            } else if (isText(event) && !found && text.length() < MAX_TEXT) {
                text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private int advance() {
        try {
            if (!reader.hasNext()) {
                return XMLStreamConstants.END_DOCUMENT;
            }
            input.nextPiece();
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw Problem.of(PaymentProblem.STATEMENT_DTD_FORBIDDEN, "Remove the DOCTYPE declaration.");
            }
            if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw Problem.of(PaymentProblem.STATEMENT_MALFORMED, "Line " + line() + ": unknown entity.");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth > MAX_DEPTH) {
                    throw Problem.of(PaymentProblem.STATEMENT_INVALID, "Line " + line() + ": nested too deep.");
                }
                rememberNames();
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
                remember(reader.getPITarget());
            }
            return event;
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private void rememberNames() {
        remember(reader.getPrefix() + ":" + reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            remember(reader.getAttributePrefix(i) + ":" + reader.getAttributeLocalName(i));
        }
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            remember(reader.getNamespacePrefix(i) + "=" + reader.getNamespaceURI(i));
        }
    }

    private void remember(String name) {
        if (names.add(name) && names.size() > MAX_NAMES) {
            throw Problem.of(
                    PaymentProblem.STATEMENT_INVALID,
                    "Line " + line() + ": more than " + MAX_NAMES + " different names.");
        }
    }

    private static RuntimeException unreadable(RuntimeException e) {
        return e instanceof Problem ? e : Problem.of(PaymentProblem.STATEMENT_MALFORMED, "The XML cannot be read.");
    }

    private static Problem malformed(XMLStreamException e) {
        var where = e.getLocation() == null
                ? ""
                : "Line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber() + ": ";
        return Problem.of(PaymentProblem.STATEMENT_MALFORMED, where + "the XML is broken or ends too early.");
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }
}
