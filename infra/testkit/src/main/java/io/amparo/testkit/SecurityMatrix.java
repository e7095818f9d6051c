package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Tests every endpoint of a service with every kind of caller. A call that a row does not allow must be rejected, and an endpoint
 * without a row fails the build. The request of a row must succeed for the allowed callers. If a row allows only staff, the role
 * decides: callers without the role are rejected with 403 even if the request is invalid.
 */
public final class SecurityMatrix {

    /** The kinds of callers. The requested data belongs to the customer Acme. */
    public enum CallerKind {
        NO_TOKEN, BAD_SIGNATURE, EXPIRED, WRONG_AUDIENCE, WRONG_ISSUER, NO_CONTRACT, UNVERIFIED_EMAIL, OTHER_COMPANY, OWN_CONTACT,
        OWN_ADMINISTRATOR, AGENT, MANAGER, PRODUCT_MANAGER, ADMIN, MACHINE;

        /** Returns all callers with a valid token. */
        public static CallerKind[] signedIn() {
            return EnumSet.range(NO_CONTRACT, MACHINE).toArray(CallerKind[]::new);
        }

        public static CallerKind[] staff() {
            return EnumSet.range(AGENT, ADMIN).toArray(CallerKind[]::new);
        }

        private RestTestClient authenticate(ApiClients api) {
            var identity = TestIdentity.get();
            return switch (this) {
                case NO_TOKEN -> api.anonymous();
                case BAD_SIGNATURE -> api.withToken(identity.tokenWithInvalidSignature(Persona.FABIO));
                case EXPIRED -> api.withToken(identity.expiredToken(Persona.FABIO));
                case WRONG_AUDIENCE -> api.withToken(identity.tokenForAnotherAudience(Persona.FABIO));
                case WRONG_ISSUER -> api.withToken(identity.tokenOfAnotherIssuer(Persona.FABIO));
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
            };
        }
    }

    /**
     * One endpoint and its allowed callers.
     *
     * @param pattern path pattern of the controller
     * @param path path of the request, computed for each call
     * @param body request body; null for none
     */
    public record Row(String method, String pattern, Supplier<String> path, @Nullable Object body, Set<CallerKind> allowed) {
        public static Row of(String method, String pattern) {
            return new Row(method, pattern, () -> pattern, null, Set.of());
        }

        public Row at(Supplier<String> concretePath) {
            return new Row(method, pattern, concretePath, body, allowed);
        }

        public Row sending(Object content) {
            return new Row(method, pattern, path, content, allowed);
        }

        public Row allows(CallerKind... callers) {
            return new Row(method, pattern, path, body, Set.of(callers));
        }

        /** Returns true for a request with a body that only staff may send. */
        boolean isStaffWrite() {
            return body != null && Set.of(CallerKind.staff()).containsAll(allowed);
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
                dynamicTest("meters are for staff", this::checkMeterAccess)), calls);
    }

    private void checkMeterAccess() {
        for (var caller : CallerKind.values()) {
            var expected = Set.of(CallerKind.staff()).contains(caller)
                    ? 200
                    : caller.compareTo(CallerKind.NO_CONTRACT) < 0 ? 401 : 403;
            caller.authenticate(api).get().uri("/actuator/prometheus").exchange().expectStatus()
                    .value(status -> assertThat(status).as(caller.name()).isEqualTo(expected));
        }
    }

    private void checkCompleteness(List<Row> rows) {
        var mapped = new TreeSet<String>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getName().startsWith("io.amparo.")) return;
            for (var pattern : mapping.getPatternValues())
                for (var method : mapping.getMethodsCondition().getMethods()) mapped.add(method + " " + pattern);
        });
        assertThat(rows.stream().map(Row::endpoint)).as("rows").containsExactlyInAnyOrderElementsOf(mapped);
    }

    private void checkAccess(Row row, CallerKind caller) {
        var signedIn = caller.compareTo(CallerKind.NO_CONTRACT) >= 0;
        send(row, caller, row.body()).header("If-Match", "\"1\"").exchange().expectStatus().value(status -> {
            if (row.allowed().contains(caller))
                assertThat(status).as("allowed").isNotIn(401, 403, 404).isLessThan(500);
            else if (signedIn)
                assertThat(status).as("rejected").isIn(403, 404);
            else
                assertThat(status).as("no valid token").isEqualTo(401);
        });
        if (row.isStaffWrite() && !row.allowed().contains(caller) && signedIn)
            send(row, caller, "{}").exchange().expectStatus()
                    .value(status -> assertThat(status).as("rejected before the body is read").isEqualTo(403));
    }

    private RestTestClient.RequestHeadersSpec<?> send(Row row, CallerKind caller, @Nullable Object body) {
        var request = caller.authenticate(api).method(HttpMethod.valueOf(row.method())).uri(row.path().get());
        return body == null ? request : request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
