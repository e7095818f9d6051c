package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.audience.RecipientLookup;
import io.amparo.notification.signature.MailSigner;
import io.amparo.notification.signature.SignedToken;
import io.amparo.notification.template.Mail;
import io.amparo.platform.store.EventOrigin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings and deliveries for tests of this package. */
final class TestMail {
    static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    static final Vendor VENDOR = new Vendor("OpServices", "opservices.example");

    private TestMail() {}

    /** Returns the defaults of the service, without TLS, except the given settings. */
    static MailProperties settings(URI server, Map<String, String> changes) {
        var settings = new HashMap<String, Object>(
                Map.of("amparo.mail.url", server.toString(), "amparo.mail.from", "suporte@opservices.example",
                        "amparo.mail.from-name", "Suporte", "amparo.mail.vendor", VENDOR.name(), "amparo.mail.starttls", "off"));
        changes.forEach((name, value) -> settings.put("amparo.mail." + name, value));
        return new Binder(new MapConfigurationPropertySource(settings)).bind("amparo.mail", MailProperties.class).get();
    }

    /** Returns the addresses of a service that receives neither replies nor bounces. */
    static MailAddresses noAddresses() {
        return new MailAddresses(Optional.empty(), Optional.empty(), new SignedToken(signer(), "unsubscribe"),
                "https://support.example");
    }

    static MailSigner signer() {
        return new MailSigner(() -> new byte[32]);
    }

    /** Returns a circuit breaker that opens after many failures only. */
    static MailServerCircuit circuit() {
        return new MailServerCircuit(1_000, Duration.ofSeconds(5));
    }

    static Addressees addressees(Predicate<Recipient> isFormer) {
        return new Addressees(lookup(isFormer), _ -> false);
    }

    static EventOrigin origin(String cause) {
        return new EventOrigin(cause, "4bf92f3577b34da6a3ce929d0e0e4736", null);
    }

    static Recipient bruno() {
        return new Recipient("acme-bruno", "acme", "bruno@acme.example", "Bruno", "pt-BR", ZoneId.of("America/Sao_Paulo"));
    }

    /** Finds every recipient at the address of the event, except former contacts. */
    static RecipientLookup lookup(Predicate<Recipient> isFormer) {
        return new RecipientLookup() {
            @Override
            public Optional<String> address(Recipient recipient) {
                return Optional.ofNullable(recipient.email());
            }

            @Override
            public List<Recipient> alternates(Recipient recipient, Instant now) {
                return List.of();
            }

            @Override
            public boolean isFormerContact(Recipient recipient) {
                return isFormer.test(recipient);
            }
        };
    }

    static Delivery delivery(String cause, Recipient recipient) {
        return delivery(cause, recipient, null);
    }

    static Delivery delivery(String cause, Recipient recipient, @Nullable String campaign) {
        return Delivery.of(new Message(origin(cause), NOW, recipient, RelatedResource.ticket("t1", "T-2026-000001"), campaign,
                "receipt", new Mail("pt-BR", "s", "t")), VENDOR.domain(), NOW);
    }
}
