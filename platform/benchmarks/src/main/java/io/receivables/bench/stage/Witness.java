package io.receivables.bench.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.bench.Workbench;
import io.receivables.bench.load.Requests;
import io.receivables.bench.load.Wire;
import io.receivables.local.LocalFailure;
import io.receivables.local.api.Amounts;
import io.receivables.local.system.Ports;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A customer with one large invoice that nobody else pays. It pays a cent at a time, so the balance that the reports state tells how many of
 * the payments they hold. One thread may pay while another one looks.
 */
public final class Witness implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORED = "select open_amount from open_items where tenant_id = ? and invoice_id = ?";

    private final String token;
    private final LargeInvoice invoice;
    private final Wire payments;
    private final Wire reports;
    private final Connection figures;
    private final PreparedStatement stored;
    private long paid;
    private long reported;

    private Witness(Workbench bench, LargeInvoice invoice) throws SQLException {
        Ports ports = bench.system().settings().ports();
        String tenant = bench.stage().tenant();
        this.token = bench.stage().token();
        this.invoice = invoice;
        this.payments = new Wire(ports.of(ServiceName.PAYMENT));
        this.reports = new Wire(ports.of(ServiceName.REPORTING));
        this.figures = bench.system().database(ServiceName.REPORTING).connectAsOwner();
        try (PreparedStatement rows = figures.prepareStatement("select set_config('app.tenant', ?, false)")) {
            rows.setString(1, tenant);
            rows.execute();
        }
        this.stored = figures.prepareStatement(STORED);
        stored.setString(1, tenant);
        stored.setObject(2, UUID.fromString(invoice.invoiceId()));
    }

    /** Every service knows the customer and the invoice when this returns. */
    public static Witness arrive(Workbench bench) {
        try {
            return new Witness(bench, LargeInvoice.issue(bench));
        } catch (SQLException e) {
            throw new LocalFailure("The database of the reports cannot be read: " + e.getMessage(), e);
        }
    }

    /** Pays a cent; answers how many payments that makes. */
    public long pay() {
        try {
            int status = payments.send(Payments.request(invoice.invoiceId(), 1, token));
            if (status != 201) {
                throw new LocalFailure(
                        "The payment of the witness was answered with " + status + ": " + payments.body());
            }
            return ++paid;
        } catch (IOException e) {
            throw new LocalFailure("The payment of the witness was not answered: " + e, e);
        }
    }

    /** How many payments are in the balance that the API states. It is asked only when its table has changed, which costs less to watch. */
    public long shown() {
        try {
            if (cents(stored()) > reported) {
                reported = cents(balance());
            }
            return reported;
        } catch (IOException | SQLException e) {
            throw new LocalFailure("The balance of the witness cannot be read: " + e, e);
        }
    }

    private BigDecimal stored() throws SQLException {
        try (ResultSet row = stored.executeQuery()) {
            return row.next() ? row.getBigDecimal(1) : invoice.owed();
        }
    }

    private BigDecimal balance() throws IOException {
        int status = reports.send(Requests.get("/v1/customers/" + invoice.customerId() + "/balance", token));
        if (status != 200) {
            throw new IOException("status " + status);
        }
        return Amounts.of(JSON.readTree(reports.body()).path("balances").path(0).path("open"));
    }

    private long cents(BigDecimal open) {
        return invoice.owed().subtract(open).movePointRight(2).longValueExact();
    }

    @Override
    public void close() {
        payments.close();
        reports.close();
        try {
            figures.close();
        } catch (SQLException e) {
            throw new LocalFailure("The database of the reports cannot be left: " + e.getMessage(), e);
        }
    }
}
