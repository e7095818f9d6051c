package io.amparo.knowledge.certificate;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.certificate.CertificateResponse.VerificationResponse;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP API of certificates. Everyone with a code may verify it, also without signing in; only its owner and the staff read more
 * (R4.2).
 */
@RestController
@RequestMapping("/api/v1/certificates")
class CertificateController {
    private static final String VERIFY = "verifyCertificate";
    private static final String VERIFY_SUMMARY = "Verify a certificate, as JSON or as a page for people";

    record CertificateRevocationRequest(@NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    private final Certificates certificates;
    private final RevokeCertificate revoke;
    private final CertificateTexts texts;
    private final VerificationPage page;
    private final JsonMapper json;

    CertificateController(Certificates certificates, RevokeCertificate revoke, CertificateTexts texts, VerificationPage page,
            JsonMapper json) {
        this.certificates = certificates;
        this.revoke = revoke;
        this.texts = texts;
        this.page = page;
        this.json = json;
    }

    @GetMapping
    @Operation(summary = "List certificates, newest first", description = "The own ones; staff may select those of a person or of "
            + "a course.")
    Page<CertificateResponse> listCertificates(Caller caller,
            @Parameter(description = "Person id; only for staff") @RequestParam(required = false) @Nullable @Size(max = FieldLimits.CONTACT_ID) String person,
            @Parameter(description = "Id of a course; only for staff") @RequestParam(required = false) @Nullable @Size(max = FieldLimits.COURSE_ID) String course,
            @Valid @ParameterObject Page.Request request) {
        boolean isSelection = person != null || course != null;
        if (isSelection && !caller.mayReadAll()) throw new ForbiddenException();
        var filter = new Certificates.Filter(isSelection ? null : caller.subject(), person, course);
        return request.of(certificates.page(filter, Cursor.parse(request.after()), request.limit() + 1), Certificates::cursor)
                .map(found -> CertificateResponse.of(found.state(), texts, caller.mayReadAll()));
    }

    @GetMapping(path = "/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Callers(Callers.PUBLIC)
    @Operation(operationId = VERIFY, summary = VERIFY_SUMMARY)
    ResponseEntity<VerificationResponse> verifyCertificate(@PathVariable String code) {
        var found = find(code).orElseThrow(ApiException::notFound);
        var response = VerificationResponse.of(found.state(), texts);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version(), json.writeValueAsString(response))).body(response);
    }

    /** An unknown code is a page as well: the reader has typed or scanned it. */
    @GetMapping(path = "/{code}", produces = MediaType.TEXT_HTML_VALUE)
    @Callers(Callers.PUBLIC)
    @Operation(operationId = VERIFY, summary = VERIFY_SUMMARY)
    ResponseEntity<String> verifyOnPage(@PathVariable String code, @Parameter(hidden = true) Locale language) {
        return find(code).map(found -> {
            var html = page.render(found.state(), language);
            return page.response(HttpStatus.OK, language).eTag(IfMatch.etag(found.version(), html)).body(html);
        }).orElseGet(() -> page.response(HttpStatus.NOT_FOUND, language).body(page.renderUnknown(language)));
    }

    @GetMapping(path = "/{code}/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(summary = "Read a certificate as PDF, in the language of its course", description = "Only its owner and staff may.")
    ResponseEntity<byte[]> getCertificatePdf(Caller caller, @PathVariable String code) {
        var found = find(code).filter(each -> caller.mayReadAll() || each.state().holder().subject().equals(caller.subject()))
                .orElseThrow(ApiException::notFound);
        var certificate = found.state();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).eTag(IfMatch.etag(found.version()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.pdf\"".formatted(certificate.code()))
                .body(CertificatePdf.write(certificate, texts));
    }

    @PostMapping("/{code}/revocation")
    @Staff
    @Operation(summary = "Revoke a certificate; its verification names it as revoked from then on")
    @ApiResponse(responseCode = "200", description = "OK")
    @ApiResponse(responseCode = "409", description = "The certificate is revoked already")
    ResponseEntity<CertificateResponse> revokeCertificate(Caller caller, @PathVariable String code, IfMatch ifMatch,
            @Valid @RequestBody CertificateRevocationRequest body) {
        var id = find(code).orElseThrow(ApiException::notFound).id();
        var revoked = revoke.handle(new RevokeCertificate.Command(id, ifMatch.version(), body.reason().strip(), caller.person()));
        var response = CertificateResponse.of(revoked.state(), texts, true);
        return ResponseEntity.ok().eTag(IfMatch.etag(revoked.version(), json.writeValueAsString(response))).body(response);
    }

    private Optional<Versioned<Certificate>> find(String code) {
        return CertificateCode.parse(code).flatMap(certificates::findByCode);
    }
}
