package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Tests every endpoint of a service with every kind of caller. The request of a row must succeed for each allowed caller, so it
 * must be valid: path, body and version are computed for each call, and can create what the call needs. Every other caller must
 * be rejected. An endpoint without a row fails the build. If a row allows only staff, the role decides: callers without the role
 * are rejected with 403 even if the request is invalid.
 */
public final class SecurityMatrix {

    /** The role of everyone who has a token. */
    private static final String SIGNED_IN = "signed-in";

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

        /** Returns the role in the OpenAPI document. */
        private String role() {
            return switch (this) {
                case OTHER_COMPANY, OWN_CONTACT -> Callers.CONTACT;
                case OWN_ADMINISTRATOR -> Callers.CONTRACT_ADMINISTRATOR;
                case MACHINE -> Callers.MACHINE;
                case AGENT, MANAGER, PRODUCT_MANAGER, ADMIN, READER -> Role.valueOf(name()).claim();
                default -> SIGNED_IN;
            };
        }

        private RestTestClient authenticate(ApiClients api) {
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
                case METRICS -> api.withToken(identity.metricsToken()).mutate()
                        .requestInterceptors(interceptors -> interceptors.clear()).build();
            };
        }
    }

    /**
     * One endpoint and its allowed callers.
     *
     * @param pattern path pattern of the controller
     * @param path path of the request
     * @param body request body; null for none
     * @param contentType media type of the body
     * @param accept media type of the response, if the endpoint has several; null otherwise
     * @param versioned path of the resource whose ETag the request sends as If-Match, from the path of the request; null for none
     * @param allowed callers whose request must succeed
     */
    public record Row(String method, String pattern, Function<CallerKind, String> path,
            @Nullable Function<CallerKind, Object> body, MediaType contentType, @Nullable String accept,
            @Nullable UnaryOperator<String> versioned, Set<CallerKind> allowed) {
        public static Row of(String method, String pattern) {
            return new Row(method, pattern, _ -> pattern, null, MediaType.APPLICATION_JSON, null, null, Set.of());
        }

        public Row at(Supplier<String> concretePath) {
            return at(_ -> concretePath.get());
        }

        public Row at(Function<CallerKind, String> concretePath) {
            return new Row(method, pattern, concretePath, body, contentType, accept, versioned, allowed);
        }

        public Row sending(Object content) {
            return sending(_ -> content);
        }

        public Row sending(Function<CallerKind, Object> content) {
            return new Row(method, pattern, path, content, contentType, accept, versioned, allowed);
        }

        public Row as(MediaType type) {
            return new Row(method, pattern, path, body, type, accept, versioned, allowed);
        }

        public Row accepting(String type) {
            return new Row(method, pattern, path, body, contentType, type, versioned, allowed);
        }

        /** Sends the current version of the resource at the path of the request. */
        public Row matchingVersion() {
            return matchingVersionOf(UnaryOperator.identity());
        }

        public Row matchingVersionOf(UnaryOperator<String> resource) {
            return new Row(method, pattern, path, body, contentType, accept, resource, allowed);
        }

        public Row allows(CallerKind... callers) {
            return new Row(method, pattern, path, body, contentType, accept, versioned, Set.of(callers));
        }

        /** Allows also the reader, as every endpoint that an agent may read. */
        public Row andReader() {
            return allows(Stream.concat(allowed.stream(), Stream.of(CallerKind.READER)).toArray(CallerKind[]::new));
        }

        boolean isForStaff() {
            return allowed.stream()
                    .allMatch(caller -> caller == CallerKind.READER || List.of(CallerKind.staff()).contains(caller));
        }

        /** Returns true for a request with a body that only staff may send. */
        boolean isStaffWrite() {
            return body != null && isForStaff();
        }

        String endpoint() {
            return method + " " + pattern;
        }
    }

    private final ApiClients api;
    private final RequestMappingHandlerMapping mappings;

    SecurityMatrix(ApiClients api, RequestMappingHandlerMapping mappings) {
        this.api = api;
        this.mappings = mappings;
    }

    /** Returns the tests: one per endpoint and caller, one for missing endpoints, one for the access to the meters. */
    public Stream<DynamicTest> tests(Row... rows) {
        var calls = Arrays.stream(rows).flatMap(row -> Arrays.stream(CallerKind.values())
                .map(caller -> dynamicTest(row.endpoint() + " as " + caller, () -> checkAccess(row, caller))));
        return Stream.concat(Stream.of(dynamicTest("every endpoint is in a row", () -> checkCompleteness(List.of(rows))),
                dynamicTest("roles in the OpenAPI document are those of the rows", () -> checkRoles(List.of(rows))),
                dynamicTest("meters are for staff and the role metrics", this::checkMeterAccess),
                dynamicTest("dead letters and parked events are for administrators", this::checkOperatorAccess)), calls);
    }

    private static void checkRoles(List<Row> rows) {
        OpenApiDocument.ofTestedModule().ifPresent(document -> rows.forEach(row -> {
            var described = document.roles(row.method(), row.pattern());
            var succeeding = row.allowed().stream().map(CallerKind::role).distinct().toList();
            if (described.contains(SIGNED_IN)) return;
            // A caller who is described may need another body than the row's; one who is not described may not succeed.
            assertThat(described).as(row.endpoint()).containsAll(succeeding);
            if (row.isForStaff()) assertThat(succeeding).as(row.endpoint()).containsAll(described);
        }));
    }

    private void checkMeterAccess() {
        for (var caller : CallerKind.values()) {
            var expected = caller == CallerKind.METRICS || Set.of(CallerKind.staff()).contains(caller)
                    ? 200
                    : caller.compareTo(CallerKind.NO_CONTRACT) < 0 ? 401 : 403;
            caller.authenticate(api).get().uri("/actuator/prometheus").exchange().expectStatus()
                    .value(status -> assertThat(status).as(caller.name()).isEqualTo(expected));
        }
    }

    /** Only a service with Kafka has dead letters. Each refusal comes before the request is read. */
    private void checkOperatorAccess() {
        for (var caller : CallerKind.values()) {
            var client = caller.authenticate(api);
            var refused = caller.compareTo(CallerKind.NO_CONTRACT) < 0 ? 401 : 403;
            for (var path : List.of("/actuator/deadletters", "/actuator/outbox"))
                client.get().uri(path).exchange().expectStatus().value(status -> assertThat(status).as(caller + " reads " + path)
                        .isIn(caller == CallerKind.ADMIN ? Set.of(200, 404) : Set.of(refused)));
            if (caller == CallerKind.ADMIN) continue;
            var topic = "/actuator/deadletters/amparo.tickets";
            client.get().uri(topic + "/0?payload=true").exchange().expectStatus().isEqualTo(refused);
            client.post().uri(topic).exchange().expectStatus().isEqualTo(refused);
            client.delete().uri(topic + "/0?reason=no").exchange().expectStatus().isEqualTo(refused);
        }
    }

    private void checkCompleteness(List<Row> rows) {
        var mapped = new ArrayList<String>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getName().startsWith("io.amparo.")) return;
            var methods = mapping.getMethodsCondition().getMethods();
            assertThat(methods).as("HTTP methods of " + handler).isNotEmpty();
            // Each handler method has access rules of its own, so methods that differ only in their media type need a row each.
            for (var pattern : mapping.getPatternValues()) for (var method : methods) mapped.add(method + " " + pattern);
        });
        assertThat(rows.stream().map(Row::endpoint)).as("rows").containsExactlyInAnyOrderElementsOf(mapped);
    }

    private void checkAccess(Row row, CallerKind caller) {
        var signedIn = caller.compareTo(CallerKind.NO_CONTRACT) >= 0;
        var path = row.path().apply(caller);
        var body = row.body() == null ? null : row.body().apply(caller);
        var response = send(row, path, caller, body).exchange();
        response.expectStatus().value(status -> {
            if (row.allowed().contains(caller))
                assertThat(status).as("allowed").isBetween(200, 299);
            else if (signedIn)
                assertThat(status).as("rejected").isIn(403, 404);
            else
                assertThat(status).as("no valid token").isEqualTo(401);
        });
        if (!signedIn) checkChallenge(response, caller);
        if (row.isStaffWrite() && !row.allowed().contains(caller) && signedIn)
            send(row, path, caller, "{}").exchange().expectStatus()
                    .value(status -> assertThat(status).as("rejected before the body is read").isEqualTo(403));
    }

    /** A front end renews an expired token, but not an invalid one (RFC 6750). */
    private static void checkChallenge(ResponseSpec response, CallerKind caller) {
        response.expectHeader().value("WWW-Authenticate", challenge -> assertThat(challenge).startsWith("Bearer")
                .matches(text -> text.contains("error=\"invalid_token\"") == (caller != CallerKind.NO_TOKEN)));
        assertThat(ApiClients.json(response).path("code").asString()).isEqualTo(switch (caller) {
            case NO_TOKEN -> "unauthenticated";
            case EXPIRED -> "token-expired";
            default -> "token-invalid";
        });
    }

    private RestTestClient.RequestHeadersSpec<?> send(Row row, String path, CallerKind caller, @Nullable Object body) {
        var request = caller.authenticate(api).method(HttpMethod.valueOf(row.method())).uri(path);
        if (row.accept() != null) request.header("Accept", row.accept());
        if (row.versioned() != null) request.header("If-Match", currentVersion(row.versioned().apply(path)));
        return body == null ? request : request.contentType(row.contentType()).body(body);
    }

    private String currentVersion(String path) {
        return ApiClients.etag(CallerKind.ADMIN.authenticate(api).get().uri(path).exchange().expectStatus().isOk());
    }
}
