package io.receivables.payment.statement.rest;

/** Files shown in the API description. */
final class StatementExamples {
    static final String CAMT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
              <GrpHdr><MsgId>MSG-1</MsgId><CreDtTm>2026-03-31T06:00:00Z</CreDtTm></GrpHdr>
              <Stmt><Id>STMT-1</Id><CreDtTm>2026-03-31T06:00:00Z</CreDtTm>
                <Acct><Id><IBAN>HU42117730161111101800000000</IBAN></Id><Ccy>EUR</Ccy></Acct>
                <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt>
                  <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-30</Dt></Dt></Bal>
                <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1127.00</Amt>
                  <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-30</Dt></Dt></Bal>
                <Ntry><NtryRef>ENTRY-1</NtryRef><Amt Ccy="EUR">127.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
                  <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-30</Dt></BookgDt><ValDt><Dt>2026-03-30</Dt></ValDt>
                  <NtryDtls><TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs>
                    <RltdPties><Dbtr><Pty><Nm>Duna Kft.</Nm></Pty></Dbtr></RltdPties>
                    <RmtInf><Ustrd>Invoice HU-2026-000123</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
              </Stmt>
            </BkToCstmrStmt></Document>""";
    static final String CSV =
            """
            account,currency,bookingDate,amount,reference,counterpartyName,remittanceInformation
            HU42117730161111101800000000,EUR,2026-03-30,127.00,REF-1,Duna Kft.,Invoice HU-2026-000123
            """;

    private StatementExamples() {}
}
