package io.amparo.ticket.entitlement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the entitlement service says to a wish to open a ticket. */
public sealed interface Entitlement {

    record Customer(String id, String name) {}

    record Contact(String email, String name, String language) {}

    record Reason(String code, @Nullable String clause, @Nullable String text) {}

    record Alternative(String code, @Nullable String text, @Nullable String href) {}

    /** A hint that does not stand in the way, such as a newer major release (R9.C5). */
    record Warning(String code, @Nullable String text) {}

    record Granted(Customer customer, Contact contact, String via, @Nullable String clause, List<Warning> warnings,
            @Nullable String slaPlan) implements Entitlement {}

    record Denied(List<Reason> reasons, List<Alternative> alternatives) implements Entitlement {}

    /** Nobody could be asked; the decision will come by event. */
    record Unknown() implements Entitlement {}
}
