package io.receivables.chassis.auditchain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came out when the audit trail of one tenant in one service was verified.
 *
 * @param verifiedAt when it began, by the machine's clock, UTC
 * @param checkedEntries sealed entries whose hash was computed again
 * @param unsealedEntries entries that wait for their seal and are not protected yet
 * @param sealedPosition last position of the chain, 0 when it is empty
 * @param head hash there, 64 hexadecimal digits
 * @param anchorsChecked published heads that were compared
 * @param intact whether there is no break
 * @param breakCount number of breaks
 * @param breaks the first 100 of them
 */
public record AuditVerification(
        String tenant,
        String service,
        Instant verifiedAt,
        long checkedEntries,
        long unsealedEntries,
        long sealedPosition,
        Optional<String> head,
        long anchorsChecked,
        boolean intact,
        long breakCount,
        List<ChainBreak> breaks) {}
