package io.amparo.ticket.entitlement;

import io.amparo.platform.Adapter;
import io.amparo.platform.remote.Remote;
import io.amparo.platform.remote.Remotes;
import io.amparo.ticket.entitlement.Entitlement.Alternative;
import io.amparo.ticket.entitlement.Entitlement.Contact;
import io.amparo.ticket.entitlement.Entitlement.Customer;
import io.amparo.ticket.entitlement.Entitlement.Reason;
import io.amparo.ticket.entitlement.Entitlement.Warning;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.client.RestClient;

/** Calls entitlement-service with the caller's token to decide whether a ticket may be opened. */
@Adapter
public final class EntitlementClient {
    private record Question(String ticketId, String email, String kind, String product, String version) {}

    private record Answer(String decision, @Nullable String via, @Nullable String clause, @Nullable List<Reason> reasons,
            @Nullable List<Warning> warnings, @Nullable List<Alternative> alternatives, @Nullable Customer customer,
            @Nullable Contact contact, @Nullable String slaPlan) {}

    private final Remote remote;
    private final RestClient http;

    EntitlementClient(Remotes remotes, String url) {
        this.remote = remotes.remote("entitlement");
        this.http = remotes.http(url);
    }

    /** Returns the decision; the same ticket id gets the same grant, so that a retry consumes nothing twice. */
    public Entitlement decide(String ticketId, String email, String kind, String product, String version) {
        var headers = Remotes.onBehalf(Remotes.callersToken(), LocaleContextHolder.getLocale().toLanguageTag());
        return remote.call(
                () -> entitlement(Objects
                        .requireNonNull(http.post().uri("/api/v1/entitlement-decisions").headers(all -> all.addAll(headers))
                                .body(new Question(ticketId, email, kind, product, version)).retrieve().body(Answer.class))),
                _ -> new Entitlement.Unknown());
    }

    private static Entitlement entitlement(Answer answer) {
        if (!answer.decision().equals("GRANTED"))
            return new Entitlement.Denied(present(answer.reasons()), present(answer.alternatives()));
        return new Entitlement.Granted(Objects.requireNonNull(answer.customer()), Objects.requireNonNull(answer.contact()),
                Objects.requireNonNullElse(answer.via(), "EDITION"), answer.clause(), present(answer.warnings()),
                answer.slaPlan());
    }

    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
