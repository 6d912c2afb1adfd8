package io.receivables.bench.limit;

import io.receivables.local.LocalFailure;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A statement file as it could be taken in at best: one pass over its XML, then a statement for each table, in one transaction. */
public final class RawStatement {
    private static final XMLInputFactory XML = XMLInputFactory.newInstance();

    private RawStatement() {}

    /** Seconds it took to read the file, and to write its rows. */
    public record Result(int entries, double parsing, double writing) {
        public double perSecond() {
            return entries / (parsing + writing);
        }
    }

    static Result take(Connection connection, byte[] file) throws SQLException {
        long begin = System.nanoTime();
        List<BigDecimal> amounts = amounts(file);
        long parsed = System.nanoTime();
        write(connection, amounts);
        return new Result(amounts.size(), (parsed - begin) / 1e9, (System.nanoTime() - parsed) / 1e9);
    }

    /** The amount of each entry; the texts are read as well, as somebody would who needs them. */
    private static List<BigDecimal> amounts(byte[] file) {
        List<BigDecimal> amounts = new ArrayList<>();
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(file));
            boolean wanted = false;
            String text = "";
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamReader.START_ELEMENT ->
                        wanted |= xml.getLocalName().equals("Ntry");
                    case XMLStreamReader.CHARACTERS -> text = xml.getText();
                    case XMLStreamReader.END_ELEMENT -> {
                        if (wanted && xml.getLocalName().equals("Amt")) {
                            amounts.add(new BigDecimal(text));
                            wanted = false;
                        }
                    }
                    default -> {
                        // nothing else is data
                    }
                }
            }
            return amounts;
        } catch (XMLStreamException e) {
            throw new LocalFailure("The file cannot be read: " + e.getMessage(), e);
        }
    }

    private static void write(Connection connection, List<BigDecimal> amounts) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement entries = connection.prepareStatement(
                        "create temporary table entry on commit drop as select n, 'S-' || n as number, amount"
                                + " from unnest(?::numeric[]) with ordinality as e (amount, n)")) {
            entries.setArray(1, connection.createArrayOf("numeric", amounts.toArray()));
            entries.execute();
            statement.execute(RawSql.resource("statement"));
        }
        connection.commit();
    }
}
