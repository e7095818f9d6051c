package io.amparo.entitlement.policy;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.platform.Adapter;
import java.text.ListFormat;
import java.text.ListFormat.Style;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** The texts of decisions, with the names of the policy by which they were made. */
@Adapter
public final class PolicyTexts {
    private static final String CLAUSE = "clause.";
    private static final String SERVICE = "service.";

    private final Policies policies;
    private final LocalizedMessages messages;

    PolicyTexts(Policies policies, LocalizedMessages messages) {
        this.policies = policies;
        this.messages = messages;
    }

    /**
     * Returns the texts by a version of the policy.
     *
     * @param reference as {@link SupportPolicy#reference}; null for the effective version, as if the version is unknown
     */
    public LocalizedMessages by(@Nullable String reference) {
        var effective = policies.effective();
        if (reference == null || reference.equals(effective.reference())) return by(effective);
        return by(policies.version(reference).orElse(effective));
    }

    private LocalizedMessages by(SupportPolicy policy) {
        return (key, details) -> {
            var language = LocaleContextHolder.getLocale();
            return name(policy, key).map(name -> name.in(language)).orElseGet(
                    () -> messages.get(key, details.stream().map(detail -> resolve(policy, detail, language)).toList()));
        };
    }

    /** Returns the text of a key that the policy has in place of the message bundles. */
    private static Optional<LocalizedText> name(SupportPolicy policy, String key) {
        if (key.startsWith(CLAUSE)) return policy.clause(key.substring(CLAUSE.length())).map(SupportPolicy.Clause::text);
        if (key.startsWith(SERVICE)) return policy.service(key.substring(SERVICE.length())).map(SupportPolicy.ServiceOffer::name);
        return Optional.empty();
    }

    static String resolve(SupportPolicy policy, String detail, Locale language) {
        return PolicyReference.parse(detail).map(reference -> {
            var names = reference.codes().stream().map(code -> name(policy, reference.type(), code, language)).toList();
            var conjunction = reference.type() == PolicyReference.Type.ALL_EDITIONS
                    ? ListFormat.Type.STANDARD
                    : ListFormat.Type.OR;
            return names.isEmpty() ? "" : ListFormat.getInstance(language, conjunction, Style.FULL).format(names);
        }).orElse(detail);
    }

    private static String name(SupportPolicy policy, PolicyReference.Type type, String code, Locale language) {
        var name = switch (type) {
            case ALL_EDITIONS, ANY_EDITION -> policy.edition(code).map(SupportPolicy.Edition::name);
            case ANY_PACKAGE -> policy.advisorPackage(code).map(SupportPolicy.AdvisorPackage::name);
            case EXCLUSION -> policy.exclusion(code).map(SupportPolicy.Exclusion::name);
            case DUTY -> policy.duty(code).map(SupportPolicy.Duty::text);
        };
        return name.map(text -> text.in(language)).orElse(code);
    }
}
