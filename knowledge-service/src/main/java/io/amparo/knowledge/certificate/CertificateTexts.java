package io.amparo.knowledge.certificate;

import io.amparo.platform.Adapter;
import io.amparo.platform.VendorClock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The texts of a certificate, on its page and in its PDF. */
@Adapter
final class CertificateTexts {
    private final MessageSource messages;
    private final String portalUrl;
    private final VendorClock clock;

    CertificateTexts(MessageSource messages, String portalUrl, VendorClock clock) {
        this.messages = messages;
        this.portalUrl = portalUrl;
        this.clock = clock;
    }

    String get(String key, Locale language, Object... arguments) {
        return messages.getMessage("certificate." + key, arguments, language);
    }

    String state(Certificate certificate, Locale language) {
        return get("state." + certificate.state(clock.today()), language);
    }

    Certificate.State state(Certificate certificate) {
        return certificate.state(clock.today());
    }

    String issuedOn(Certificate certificate, Locale language) {
        return date(Validity.day(certificate.issuedAt(), clock.zone()), language);
    }

    /** Returns until when the certificate is valid, in words. */
    String validity(Certificate certificate, Locale language) {
        var course = certificate.course();
        var end = certificate.validity().end();
        if (end != null) return get("valid-to", language, date(end.lastDay(), language), Integer.toString(end.major()));
        return get(course.productMajor() == null ? "unlimited" : "until-next-major", language);
    }

    @Nullable
    String revokedOn(Certificate certificate, Locale language) {
        return certificate.revokedAt() == null ? null : date(Validity.day(certificate.revokedAt(), clock.zone()), language);
    }

    /** Returns the public address of the verification. */
    String url(Certificate certificate) {
        return portalUrl + path(certificate);
    }

    static String path(Certificate certificate) {
        return "/api/v1/certificates/" + certificate.code();
    }

    private static String date(LocalDate day, Locale language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language).format(day);
    }
}
