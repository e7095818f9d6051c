package io.amparo.knowledge;

import static io.amparo.testkit.SecurityRow.of;

import io.amparo.knowledge.certificate.IssueCertificate;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Certificates in the security matrix: everyone verifies them, only their owner and staff read more (R4.2). */
final class CertificateRows {
    private static final String CERTIFICATES = "/api/v1/certificates";
    private static final String CERTIFICATE = CERTIFICATES + "/{code}";

    private final IssueCertificate issueCertificate;
    private int issued;

    CertificateRows(IssueCertificate issueCertificate) {
        this.issueCertificate = issueCertificate;
    }

    List<SecurityRow> all() {
        return List.of(of("GET", CERTIFICATES).allows(CallerKind.signedIn()).andReader(),
                of("GET", CERTIFICATE).at(this::path).accepting("application/json").allows(CallerKind.everyone()),
                of("GET", CERTIFICATE).at(this::path).accepting("text/html").allows(CallerKind.everyone()),
                of("GET", CERTIFICATE + "/pdf").at(caller -> path(caller) + "/pdf").allows(CallerKind.signedIn()).andReader(),
                of("POST", CERTIFICATE + "/revocation").at(caller -> path(caller) + "/revocation")
                        .sending(Map.of("reason", "Engano")).matchingVersionOf(path -> path.replace("/revocation", ""))
                        .allows(CallerKind.staff()));
    }

    /** Returns the path of a new certificate of this caller. */
    private String path(CallerKind caller) {
        var subject = switch (caller) {
            case OWN_CONTACT, UNVERIFIED_EMAIL -> Persona.BRUNO.subject();
            case OWN_ADMINISTRATOR -> Persona.ANA.subject();
            case OTHER_COMPANY -> Persona.CARLA.subject();
            case NO_CONTRACT -> Persona.DAVI.subject();
            case MACHINE -> "opmon-probe";
            default -> Persona.ERIKA.subject();
        };
        return CERTIFICATES + "/" + issueCertificate.handle(new IssueCertificate.Command("matrix/" + issued++, subject, subject,
                "Erika Nunes", null, "matriz", 1, "Matriz", "pt-BR", null, null, Instant.EPOCH)).code();
    }
}
