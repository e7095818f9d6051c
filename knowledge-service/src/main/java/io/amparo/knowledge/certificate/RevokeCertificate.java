package io.amparo.knowledge.certificate;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import java.time.Clock;

/** Revokes a certificate. Its verification names the revocation from then on. */
final class RevokeCertificate {
    /**
     * @param version version that the caller has read (If-Match)
     * @param by person id of the staff
     */
    record Command(String id, long version, String reason, String by) {}

    private final Certificates certificates;
    private final Clock clock;

    RevokeCertificate(Certificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    Versioned<Certificate> handle(Command command) {
        // Two of the staff may revoke the same version for different reasons; only an equal command counts as a repeat.
        var cause = "revoke/" + Ids.uuidOf(command.toString());
        return certificates.updateAndFind(command.id(), cause, command.version(),
                certificate -> certificate.revoke(command.reason(), command.by(), clock.instant()));
    }
}
