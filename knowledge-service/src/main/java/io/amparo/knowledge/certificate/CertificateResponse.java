package io.amparo.knowledge.certificate;

import io.amparo.knowledge.certificate.Certificate.State;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate as its owner and the staff read it. */
@Adapter
record CertificateResponse(
        @Schema(description = "Code that verifies the certificate", example = "AMP-7K2Q-M9XD-04TZ") String code,
        @Schema(description = "Whether it is valid today") State state,
        @Schema(description = "Name of the person as printed") String name,
        @Schema(description = "Id of the course") String course,
        @Schema(description = "Version of the course that the person has completed") int courseVersion,
        @Schema(description = "Title of the course") String title, String language,
        @Schema(description = "Product that the course is about") @Nullable String product,
        @Schema(description = "Major release that the course is about") @Nullable Integer productMajor,
        @Schema(description = "Instant of the completion; it never changes") Instant issuedAt,
        @Schema(description = "Last day of its validity; missing as long as no newer major release ends it") @Nullable LocalDate validTo,
        @Schema(description = "Newer major release that ends its validity; missing as long as there is none") @Nullable Integer endedByMajor,
        @Nullable Instant revokedAt,
        @Schema(description = "Public address that verifies it", example = "https://support.example/api/v1/certificates/AMP-7K2Q-M9XD-04TZ") String verification,
        @Schema(description = "Path of the PDF", example = "/api/v1/certificates/AMP-7K2Q-M9XD-04TZ/pdf") String pdf,
        @Schema(description = "Person id; only for staff") @Nullable String person,
        @Schema(description = "Why it was revoked; only for staff") @Nullable String revocationReason, List<Action> actions) {

    /** @param forStaff whether the reader is of the vendor's staff */
    static CertificateResponse of(Certificate certificate, CertificateTexts texts, boolean forStaff) {
        var course = certificate.course();
        var path = CertificateTexts.path(certificate);
        var revocation = certificate.revocation();
        return new CertificateResponse(certificate.code(), texts.state(certificate), certificate.holder().name(), course.id(),
                course.version(), course.title(), course.language(), course.productId(), course.productMajor(),
                certificate.issuedAt(), certificate.validTo(), certificate.endedByMajor(), certificate.revokedAt(),
                texts.url(certificate), path + "/pdf", forStaff ? certificate.holder().personId() : null,
                forStaff && revocation != null ? revocation.reason() : null,
                forStaff && revocation == null
                        ? List.of(new Action("REVOKE", Action.Method.POST.name(), path + "/revocation", null, null))
                        : List.of());
    }

    /** What everyone with the code may know. */
    @Adapter
    record VerificationResponse(
            @Schema(description = "Code that verifies the certificate", example = "AMP-7K2Q-M9XD-04TZ") String code,
            @Schema(description = "Whether it is valid today") State state,
            @Schema(description = "Name of the person as printed") String name,
            @Schema(description = "Title of the course") String title, String language,
            @Schema(description = "Instant of the completion; it never changes") Instant issuedAt,
            @Schema(description = "Last day of its validity; missing as long as no newer major release ends it") @Nullable LocalDate validTo,
            @Schema(description = "Newer major release that ends its validity; missing as long as there is none") @Nullable Integer endedByMajor,
            @Nullable Instant revokedAt) {
        static VerificationResponse of(Certificate certificate, CertificateTexts texts) {
            return new VerificationResponse(certificate.code(), texts.state(certificate), certificate.holder().name(),
                    certificate.course().title(), certificate.course().language(), certificate.issuedAt(), certificate.validTo(),
                    certificate.endedByMajor(), certificate.revokedAt());
        }
    }
}
