package io.amparo.knowledge.certificate;

import io.amparo.knowledge.certificate.Certificate.Course;
import io.amparo.knowledge.certificate.Certificate.Holder;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Issues the certificate of a completed course, once for each enrolment (R4.2). */
public final class IssueCertificate {
    /** More than one code that exists already is as likely as a broken generator. */
    private static final int MAX_ATTEMPTS = 3;
    private static final int MAX_NAME = 200;
    /** Line breaks and controls, which could turn a text round or give it lines of its own. Joiners are part of names. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\x{200C}\\x{200D}]]+");

    /**
     * @param subject subject of the person's account
     * @param personId id of the person in events
     * @param personName as printed
     * @param customerId company for which the person acts; null for none
     * @param productMajor major release that the course is about; null if no release ends the certificate
     * @param completedAt date of the certificate
     */
    public record Command(String enrolmentId, String subject, String personId, String personName, @Nullable String customerId,
            String courseId, int courseVersion, String courseTitle, String language, @Nullable String productId,
            @Nullable Integer productMajor, Instant completedAt) {}

    private final Certificates certificates;
    private final MajorReleases releases;
    private final RandomGenerator random;
    private final VendorClock clock;

    IssueCertificate(Certificates certificates, MajorReleases releases, RandomGenerator random, VendorClock clock) {
        this.certificates = certificates;
        this.releases = releases;
        this.random = random;
        this.clock = clock;
    }

    /** Whether a certificate can be issued to a person of this name: a blank one, or the id of the account, is none. */
    public static boolean isName(String personName, String subject) {
        var name = visible(personName);
        return name.codePoints().anyMatch(Character::isLetter) && !name.equals(subject);
    }

    /**
     * Returns the certificate of the enrolment; an existing one does not change.
     *
     * @throws IllegalArgumentException if the name {@linkplain #isName is none}
     */
    public Certificate handle(Command command) {
        var id = Certificates.id(command.enrolmentId());
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            var existing = certificates.find(id);
            if (existing.isPresent()) return existing.get().state();
            add(id, command);
        }
        return certificates.find(id).map(Versioned::state)
                .orElseThrow(() -> new IllegalStateException("No free code for certificate " + id));
    }

    private void add(String id, Command command) {
        if (!isName(command.personName(), command.subject()))
            throw new IllegalArgumentException("Person " + command.personId() + " has no name for certificate " + id);
        var now = clock.now();
        var holder = new Holder(command.subject(), command.personId(), shorten(visible(command.personName())),
                command.customerId());
        var course = new Course(command.courseId(), command.courseVersion(), visible(command.courseTitle()), command.language(),
                command.productId(), command.productMajor());
        var end = releases.end(command.productId(), command.productMajor(), now.toLocalDate()).orElse(null);
        certificates.add(id, "issue",
                Certificate.issue(id, CertificateCode.random(random), holder, course, command.completedAt(), end, now));
    }

    /** Returns a text on one line and in its own direction. */
    static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll(" ").strip();
    }

    private static String shorten(String name) {
        return name.length() <= MAX_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, MAX_NAME) - 1));
    }
}
