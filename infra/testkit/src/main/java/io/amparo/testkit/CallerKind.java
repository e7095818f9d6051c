package io.amparo.testkit;

import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import java.util.EnumSet;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The kinds of callers. The requested data belongs to the customer Acme. */
public enum CallerKind {
    NO_TOKEN, BAD_SIGNATURE, EXPIRED, WRONG_AUDIENCE, WRONG_ISSUER, NO_SUBJECT, NO_CONTRACT, UNVERIFIED_EMAIL, OTHER_COMPANY,
    OWN_CONTACT, OWN_ADMINISTRATOR, AGENT, MANAGER, PRODUCT_MANAGER, ADMIN, MACHINE, READER,
    /** The machine that reads the meters. Every endpoint that needs a token refuses it. */
    METRICS;

    /** Returns all callers with a valid token, except the reader, who may not call what changes or computes something. */
    public static CallerKind[] signedIn() {
        return EnumSet.range(NO_CONTRACT, MACHINE).toArray(CallerKind[]::new);
    }

    public static CallerKind[] staff() {
        return EnumSet.range(AGENT, ADMIN).toArray(CallerKind[]::new);
    }

    /** Returns all callers without a token or with a valid one: a token that is invalid is always refused. */
    public static CallerKind[] everyone() {
        var everyone = EnumSet.range(NO_CONTRACT, METRICS);
        everyone.add(NO_TOKEN);
        return everyone.toArray(CallerKind[]::new);
    }

    /** Returns all people with a verified address. */
    public static CallerKind[] people() {
        var people = EnumSet.range(NO_CONTRACT, ADMIN);
        people.remove(UNVERIFIED_EMAIL);
        return people.toArray(CallerKind[]::new);
    }

    boolean hasValidToken() {
        return compareTo(NO_CONTRACT) >= 0;
    }

    /** Returns the role in the OpenAPI document: of several the one that includes the fewest callers. */
    String role() {
        return switch (this) {
            case OTHER_COMPANY, OWN_CONTACT -> Callers.CONTACT;
            case OWN_ADMINISTRATOR -> Callers.CONTRACT_ADMINISTRATOR;
            case MACHINE -> Callers.MACHINE;
            case AGENT, MANAGER, PRODUCT_MANAGER, ADMIN, READER -> Role.valueOf(name()).claim();
            case NO_CONTRACT -> Callers.PERSON;
            case UNVERIFIED_EMAIL -> Callers.SIGNED_IN;
            case NO_TOKEN, METRICS -> Callers.PUBLIC;
            default -> throw new IllegalStateException(this + " may call nothing");
        };
    }

    RestTestClient authenticate(ApiClients api) {
        var identity = TestIdentity.get();
        return switch (this) {
            case NO_TOKEN -> api.anonymous();
            case BAD_SIGNATURE -> api.withToken(identity.tokenWithInvalidSignature(Persona.FABIO));
            case EXPIRED -> api.withToken(identity.expiredToken(Persona.FABIO));
            case WRONG_AUDIENCE -> api.withToken(identity.tokenForAnotherAudience(Persona.FABIO));
            case WRONG_ISSUER -> api.withToken(identity.tokenOfAnotherIssuer(Persona.FABIO));
            case NO_SUBJECT -> api.withToken(identity.tokenWithoutSubject(Persona.FABIO));
            case NO_CONTRACT -> api.as(Persona.DAVI);
            case UNVERIFIED_EMAIL -> api.withToken(identity.tokenWithUnverifiedEmail(Persona.BRUNO));
            case OTHER_COMPANY -> api.as(Persona.CARLA);
            case OWN_CONTACT -> api.as(Persona.BRUNO);
            case OWN_ADMINISTRATOR -> api.as(Persona.ANA);
            case AGENT -> api.as(Persona.FABIO);
            case MANAGER -> api.as(Persona.GISELE);
            case PRODUCT_MANAGER -> api.as(Persona.HEITOR);
            case ADMIN -> api.as(Persona.IARA);
            case MACHINE -> api.withToken(identity.machineToken("opmon-probe", "acme"));
            case READER -> api.withToken(identity.readerToken());
            // It is refused before the endpoint is known, with a status that the OpenAPI documents do not describe.
            case METRICS ->
                api.withToken(identity.metricsToken()).mutate().requestInterceptors(interceptors -> interceptors.clear()).build();
        };
    }
}
