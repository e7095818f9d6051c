package io.amparo.entitlement.coverage;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;
import io.amparo.events.Vocabulary.OrderKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An action that a denied person can take; {@code details} fill the placeholders of its text. */
public record Alternative(String code, @Nullable String href, List<String> details) {

    /** The address in this suite of a service that is open to all. */
    private static final Map<String, Alternative> SELF_HELP = Map.of("knowledge-base",
            alternative("knowledge-base", "/api/v1/articles"), "forum", alternative("forum", "/api/v1/forum/topics"),
            "distance-learning", alternative("courses", "/api/v1/courses"));

    private static final Map<String, OrderKind> ORDER_KINDS = Map.of("renew-contract", OrderKind.CONTRACT_CHANGE,
            "move-to-edition", OrderKind.CONTRACT_CHANGE, "order-voucher", OrderKind.VOUCHER, "order-package", OrderKind.PACKAGE,
            "order-hours", OrderKind.HOURS, "order-migration", OrderKind.MIGRATION_HELP);

    public Alternative {
        details = List.copyOf(details);
    }

    /** Returns the text in the caller's language. */
    String text(LocalizedMessages messages) {
        return messages.get("alternative." + code, details);
    }

    /** Returns the offered services for every user of any product (R2.1, R3.1, R4.1). */
    static List<Alternative> selfHelp(SupportPolicy policy) {
        return policy.services().stream().filter(service -> service.openToAll() && Offering.isOffered(policy, service))
                .map(ServiceOffer::code).flatMap(code -> Optional.ofNullable(SELF_HELP.get(code)).stream()).toList();
    }

    /** Returns an alternative that a person orders. The link names the kind of the order. */
    static Alternative order(String code, String... details) {
        return alternative(code, "/api/v1/orders?kind=" + Objects.requireNonNull(ORDER_KINDS.get(code), code), details);
    }

    static Alternative alternative(String code, @Nullable String href, String... details) {
        return new Alternative(code, href, List.of(details));
    }
}
