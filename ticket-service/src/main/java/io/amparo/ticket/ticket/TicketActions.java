package io.amparo.ticket.ticket;

import io.amparo.platform.web.Action;
import io.amparo.ticket.ticket.Status.Side;
import io.amparo.ticket.ticket.Status.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Decides what the vendor and the customer may do to a ticket now. A refusal is the code of the problem that the caller gets. */
final class TicketActions {

    private TicketActions() {}

    /** Returns why this side may not write a message; null if it may. A reply of the customer reopens a resolved ticket. */
    static @Nullable String messageRefusal(Ticket ticket, boolean byVendor) {
        if (!ticket.status().acceptsMessages()) return "ticket-closed";
        if (ticket.timeline().isFull(byVendor)) return "ticket-full";
        return byVendor || ticket.status() != Status.RESOLVED ? null : reopeningRefusal(ticket);
    }

    /** Returns why this side may not change the status like this; null if it may. */
    static @Nullable String statusRefusal(Ticket ticket, boolean byVendor, Status to) {
        if (!transitions(ticket, byVendor).contains(to)) return "status-not-allowed";
        return byVendor || to == Status.CLOSED ? null : reopeningRefusal(ticket);
    }

    /** Returns the statuses to which this side may change the ticket now. */
    static List<Status> allowedStatuses(Ticket ticket, boolean byVendor) {
        return Arrays.stream(Status.values()).filter(to -> statusRefusal(ticket, byVendor, to) == null).toList();
    }

    private static @Nullable String reopeningRefusal(Ticket ticket) {
        return ticket.timeline().mayCustomerReopen() ? null : "reopening-limit";
    }

    private static Set<Status> transitions(Ticket ticket, boolean byVendor) {
        return ticket.status().transitionsBy(byVendor ? Side.VENDOR : Side.CUSTOMER);
    }

    /** Returns why the vendor may not change a ticket, and the customer not escalate it; null if they may. */
    static @Nullable String editRefusal(Ticket ticket) {
        return ticket.status().isActive() || ticket.status() == Status.RESOLVED ? null : "ticket-closed";
    }

    /** Returns why the vendor may not decline a ticket now; null if it may. */
    static @Nullable String declineRefusal(Ticket ticket) {
        return ticket.status().isEndedBy(Trigger.EXCLUSION) ? null : "ticket-closed";
    }

    /** Returns why the customer may not appeal now; null if it may. */
    static @Nullable String appealRefusal(Ticket ticket, Instant now) {
        var exclusion = ticket.handling().exclusion();
        if (ticket.status() != Status.DECLINED || exclusion == null) return "not-declined";
        if (exclusion.appeal() != null) return "appealed";
        return now.isAfter(exclusion.appealUntil()) ? "appeal-too-late" : null;
    }

    /**
     * Returns the actions of this side with their calls. An action that the state refuses for now is listed with the reason.
     *
     * @param text returns the text for the code of a problem
     */
    static List<Action> of(Ticket ticket, Author by, Instant now, UnaryOperator<String> text) {
        var actions = new ArrayList<Action>();
        var path = TicketPaths.ticket(ticket.number());
        var refusal = messageRefusal(ticket, by.isVendor());
        var reason = refusal == null ? null : text.apply(refusal);
        for (var code : by.isVendor() ? List.of("REPLY", "NOTE") : List.of("REPLY"))
            actions.add(new Action(code, "POST", TicketPaths.messages(ticket.number()), null, reason));
        if (refusal == null) actions.add(new Action("ATTACH", "POST", path + "/attachments", null, null));
        addStatusActions(actions, ticket, by.isVendor(), text);
        var appeal = path + "/exclusion/appeal";
        if (!by.isVendor() && ticket.status() == Status.DECLINED) {
            var refused = appealRefusal(ticket, now);
            actions.add(new Action("APPEAL", "POST", appeal, null, refused == null ? null : text.apply(refused)));
        }
        if (by.isManager() && ticket.hasOpenAppeal()) actions.add(new Action("DECIDE_APPEAL", "PUT", appeal, null, null));
        if (FollowUp.isPossible(ticket)) {
            var refused = LinkTicket.refusal(ticket);
            actions.add(new Action("FOLLOW_UP", "POST", TicketPaths.TICKETS, null, refused == null ? null : text.apply(refused)));
        }
        if (by.isVendor()) {
            actions.add(new Action("SET_EXTERNAL_REFS", "PUT", path + "/external-refs", null, null));
            actions.add(new Action("SET_METADATA", "PUT", path + "/metadata", null, null));
            addLinkActions(actions, ticket, path + "/links", text);
        }
        if (editRefusal(ticket) != null) return actions;
        if (!by.isVendor()) {
            var refused = new TicketEdit.Escalate("").refusal(ticket, false);
            actions.add(
                    new Action("ESCALATE", "POST", path + "/escalations", null, refused == null ? null : text.apply(refused)));
            return actions;
        }
        var owner = ticket.handling().owner();
        if (owner == null || !owner.id().equals(by.person().id()))
            actions.add(new Action("TAKE", "PUT", path + "/owner", List.of(by.person().id()), null));
        actions.add(new Action("SET_OWNER", "PUT", path + "/owner", null, null));
        actions.add(new Action("SET_PRIORITY", "PUT", path + "/priority", others(Priority.values(), ticket.priority()), null));
        actions.add(new Action("SET_KIND", "PUT", path + "/kind", others(Kind.values(), ticket.kind()), null));
        actions.add(new Action("SET_FIELDS", "PUT", path + "/fields", null, null));
        actions.add(new Action("INTERACT", "POST", path + "/interactions", null, null));
        if (declineRefusal(ticket) == null) actions.add(new Action("EXCLUDE", "POST", path + "/exclusion", null, null));
        if (ticket.kind() == Kind.INCIDENT) {
            var refused = SplitTicket.refusal(ticket);
            actions.add(new Action("SPLIT", "POST", path + "/splits", null, refused == null ? null : text.apply(refused)));
            if (by.isManager()) actions.add(new Action("QUALIFY_BUG", "PUT", path + "/qualified-bug", null, null));
        }
        return actions;
    }

    private static void addLinkActions(List<Action> actions, Ticket ticket, String path, UnaryOperator<String> text) {
        var refused = LinkTicket.refusal(ticket);
        actions.add(new Action("LINK", "POST", path, null, refused == null ? null : text.apply(refused)));
        ticket.handling().links().stream().filter(UnlinkTicket::isRemovable)
                .forEach(link -> actions.add(new Action("UNLINK", "DELETE", path + "/" + link.number(), null, null)));
    }

    private static void addStatusActions(List<Action> actions, Ticket ticket, boolean byVendor, UnaryOperator<String> text) {
        var all = transitions(ticket, byVendor);
        if (all.isEmpty()) return;
        if (byVendor) actions.add(setStatus("SET_STATUS", ticket, all, null));
        var reopening = EnumSet.copyOf(all);
        if (reopening.remove(Status.RESOLVED)) actions.add(setStatus("RESOLVE", ticket, Set.of(Status.RESOLVED), null));
        if (reopening.remove(Status.CLOSED)) actions.add(setStatus("CLOSE", ticket, Set.of(Status.CLOSED), null));
        if (ticket.status() == Status.RESOLVED) {
            var refused = byVendor ? null : reopeningRefusal(ticket);
            actions.add(setStatus("REOPEN", ticket, reopening, refused == null ? null : text.apply(refused)));
        }
    }

    /** Returns the names of all values but the present one. */
    static <T extends Enum<T>> List<String> others(T[] all, T present) {
        return Arrays.stream(all).filter(each -> each != present).map(Enum::name).toList();
    }

    private static Action setStatus(String code, Ticket ticket, Collection<Status> to, @Nullable String reason) {
        return new Action(code, "PUT", TicketPaths.ticket(ticket.number()) + "/status", to.stream().map(Status::name).toList(),
                reason);
    }
}
