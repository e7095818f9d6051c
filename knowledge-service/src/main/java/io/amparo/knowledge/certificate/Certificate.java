package io.amparo.knowledge.certificate;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpired;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpiring;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateIssued;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateRevoked;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a completed course (R4.2). Its code and its date never change, also after its expiry or revocation, so that
 * everyone who has a copy can verify it.
 *
 * @param code what verifies the certificate, such as AMP-7K2Q-M9XD-04TZ
 */
public record Certificate(String id, String code, Holder holder, Course course, Instant issuedAt, Validity validity,
        @Nullable Revocation revocation) {

    /**
     * The person who has completed the course.
     *
     * @param subject subject of the account, to which the certificate belongs with or without a contract
     * @param name as printed; the only place of the name
     */
    public record Holder(String subject, String personId, String name, @Nullable String customerId) {}

    /**
     * The course as it was completed.
     *
     * @param productMajor major release that the course is about; null if no release ends the certificate
     */
    public record Course(String id, int version, String title, String language, @Nullable String productId,
            @Nullable Integer productMajor) {}

    /** A decision of the staff. */
    record Revocation(Instant at, String reason, String by) {}

    /** Whether a certificate is valid today. */
    public enum State {
        VALID, EXPIRED, REVOKED
    }

    /** @param newerMajor end by a newer major release that has appeared already; null for none */
    static Change<Certificate, KnowledgeEvent> issue(String id, CertificateCode code, Holder holder, Course course,
            Instant issuedAt, @Nullable MajorEnd newerMajor, ZonedDateTime now) {
        var zone = now.getZone();
        var end = newerMajor == null ? null : newerMajor.notBefore(Validity.day(issuedAt, zone));
        var validity = Validity.issued(end, now.toLocalDate());
        var issued = new Certificate(id, code.value(), holder, course, issuedAt, validity, null);
        return issued.toChange(List.of(
                new CertificateIssued(id, holder.personId(), holder.customerId(), course.id(), course.version(), course.title(),
                        course.language(), course.productId(), course.productMajor(), issuedAt, issued.validTo())),
                zone);
    }

    /** Sets the last day, because a newer major release has appeared. An end that is set stays. */
    Change<Certificate, KnowledgeEvent> end(MajorEnd newerMajor, ZoneId zone) {
        if (validity.end() != null) return toChange(List.of(), zone);
        return with(Validity.endingBy(newerMajor.notBefore(Validity.day(issuedAt, zone)))).toChange(List.of(), zone);
    }

    /** Emits the reminder or the end that has fallen due, each once. */
    Change<Certificate, KnowledgeEvent> tick(ZonedDateTime now) {
        var zone = now.getZone();
        var validTo = validity.validTo();
        if (revocation != null || validTo == null || validity.isEnded()) return toChange(List.of(), zone);
        if (validity.isExpired(now.toLocalDate()))
            return with(validity.ended()).toChange(List
                    .of(new CertificateExpired(id, holder.personId(), course.id(), course.title(), course.language(), validTo)),
                    zone);
        var due = validity.dueReminder(now.toLocalDate());
        if (due.isEmpty()) return toChange(List.of(), zone);
        return with(validity.reminded(due.getAsInt())).toChange(List.of(new CertificateExpiring(id, holder.personId(),
                course.id(), course.title(), course.language(), due.getAsInt(), validTo)), zone);
    }

    /** @throws ApiException 409 if it is revoked already */
    Change<Certificate, KnowledgeEvent> revoke(String reason, String by, Instant now) {
        if (revocation != null) throw ApiException.conflict("certificate-revoked");
        var revoked = new Certificate(id, code, holder, course, issuedAt, validity, new Revocation(now, reason, by));
        return new Change<>(revoked,
                List.of(new CertificateRevoked(id, holder.personId(), course.id(), course.title(), course.language(), now)),
                null);
    }

    State state(LocalDate today) {
        if (revocation != null) return State.REVOKED;
        return validity.isExpired(today) ? State.EXPIRED : State.VALID;
    }

    /** Last day of its validity; null as long as no newer major release ends it. */
    public @Nullable LocalDate validTo() {
        return validity.validTo();
    }

    /** Newer major release that ends it; null as long as there is none. */
    @Nullable
    Integer endedByMajor() {
        return validity.end() == null ? null : validity.end().major();
    }

    @Nullable
    Instant revokedAt() {
        return revocation == null ? null : revocation.at();
    }

    private Certificate with(Validity newValidity) {
        return new Certificate(id, code, holder, course, issuedAt, newValidity, revocation);
    }

    private Change<Certificate, KnowledgeEvent> toChange(List<KnowledgeEvent> events, ZoneId zone) {
        return new Change<>(this, events, revocation == null ? validity.dueAt(zone) : null);
    }
}
