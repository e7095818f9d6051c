package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.ticket.ticket.Annotations.ExternalRef;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket in another system. Only ASCII identifies it, so that two references that look equal are equal.
 *
 * @param system name of the system
 * @param id id of the ticket there
 * @param url address of the ticket there, by http or https
 */
record ExternalRefJson(@NotNull @Pattern(regexp = SYSTEM) @Size(max = FieldLimits.EXTERNAL_SYSTEM) String system,
        @NotNull @Pattern(regexp = ID) @Size(max = FieldLimits.EXTERNAL_ID) String id,
        @Pattern(regexp = URL) @Size(max = FieldLimits.URL) @Nullable String url) {
    static final String SYSTEM = "[a-z0-9][a-z0-9.-]*";
    static final String ID = "[\\x21-\\x7E]+";
    /** The characters of RFC 3986, without a user name before the host. */
    static final String URL = "https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?#][A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]*)?";

    static ExternalRefJson of(ExternalRef ref) {
        return new ExternalRefJson(ref.system(), ref.id(), ref.url());
    }

    /** @throws ApiException 422 that names each reference that comes twice */
    static List<ExternalRef> toRefs(String field, List<ExternalRefJson> all) {
        var refs = all.stream().map(ref -> new ExternalRef(ref.system(), ref.id(), ref.url())).toList();
        var seen = new HashSet<String>();
        var errors = refs.stream().map(ExternalRef::key).filter(key -> !seen.add(key)).distinct()
                .map(key -> new FieldError(field, "external-ref-twice", key)).toList();
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        return refs;
    }
}
