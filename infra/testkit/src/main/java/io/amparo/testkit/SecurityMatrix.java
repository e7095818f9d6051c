package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.platform.security.Callers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Tests every endpoint of a service with every kind of caller. The request of a row must succeed for each allowed caller, so it
 * must be valid: path, body and version are computed for each call, and can create what the call needs. Every other caller must
 * be rejected. An endpoint without a row fails the build. If a row allows only staff, the role decides: callers without the role
 * are rejected with 403 even if the request is invalid. The roles in the OpenAPI document are exactly those of the callers that
 * succeed.
 */
public final class SecurityMatrix {
    private final ApiClients api;
    private final RequestMappingHandlerMapping mappings;

    SecurityMatrix(ApiClients api, RequestMappingHandlerMapping mappings) {
        this.api = api;
        this.mappings = mappings;
    }

    /** Returns the tests: one per endpoint and caller, one for missing endpoints, one for the access to the meters. */
    public Stream<DynamicTest> tests(SecurityRow... rows) {
        var actuators = new ActuatorAccess(api);
        var calls = Arrays.stream(rows).flatMap(row -> Arrays.stream(CallerKind.values())
                .map(caller -> dynamicTest(row.endpoint() + " as " + caller, () -> checkAccess(row, caller))));
        return Stream.concat(Stream.of(dynamicTest("every endpoint is in a row", () -> checkCompleteness(List.of(rows))),
                dynamicTest("roles in the OpenAPI document are those of the rows", () -> checkRoles(List.of(rows))),
                dynamicTest("meters are for staff and the role metrics", actuators::checkMeters),
                dynamicTest("dead letters and parked events are for administrators", actuators::checkOperations)), calls);
    }

    private static void checkRoles(List<SecurityRow> rows) {
        OpenApiDocument.ofTestedModule().ifPresent(
                document -> rows.forEach(row -> assertThat(difference(row, document.roles(row.method(), row.pattern())))
                        .as("roles of x-roles that fail at %s, or succeed without being there", row.endpoint()).isEmpty()));
    }

    /** Returns the roles that either the document or the row has: those of the row are proven, because each caller is tested. */
    static Set<String> difference(SecurityRow row, List<String> documented) {
        var succeeding = new TreeSet<>(roles(row.allowed().toArray(CallerKind[]::new)));
        var described = described(documented, row);
        var difference = new TreeSet<>(succeeding);
        difference.addAll(described);
        succeeding.retainAll(described);
        difference.removeAll(succeeding);
        return difference;
    }

    /** Returns the roles of the document, each with all roles that it includes. A reader changes and computes nothing. */
    private static Set<String> described(List<String> roles, SecurityRow row) {
        var all = new TreeSet<>(roles);
        if (roles.contains(Callers.PUBLIC)) all.addAll(roles(CallerKind.everyone()));
        if (roles.contains(Callers.PERSON) || roles.contains(Callers.SIGNED_IN)) all.addAll(roles(CallerKind.people()));
        if (roles.contains(Callers.SIGNED_IN)) all.addAll(roles(CallerKind.signedIn()));
        if (roles.contains(Callers.SIGNED_IN) && row.method().equals("GET")) all.add(CallerKind.READER.role());
        if (roles.contains(Callers.PUBLIC) && !row.method().equals("GET")) all.remove(CallerKind.READER.role());
        return all;
    }

    private static List<String> roles(CallerKind[] callers) {
        return Arrays.stream(callers).map(CallerKind::role).toList();
    }

    private void checkCompleteness(List<SecurityRow> rows) {
        var mapped = new ArrayList<String>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getName().startsWith("io.amparo.")) return;
            var methods = mapping.getMethodsCondition().getMethods();
            assertThat(methods).as("HTTP methods of " + handler).isNotEmpty();
            // Each handler method has access rules of its own, so methods that differ only in their media type need a row each.
            for (var pattern : mapping.getPatternValues()) for (var method : methods) mapped.add(method + " " + pattern);
        });
        assertThat(rows.stream().map(SecurityRow::endpoint)).as("rows").containsExactlyInAnyOrderElementsOf(mapped);
    }

    private void checkAccess(SecurityRow row, CallerKind caller) {
        var signedIn = caller.hasValidToken();
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
        if (!signedIn && !row.allowed().contains(caller)) checkChallenge(response, caller);
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

    private RestTestClient.RequestHeadersSpec<?> send(SecurityRow row, String path, CallerKind caller, @Nullable Object body) {
        var request = caller.authenticate(api).method(HttpMethod.valueOf(row.method())).uri(path);
        if (row.accept() != null) request.header("Accept", row.accept());
        if (row.versioned() != null) request.header("If-Match", currentVersion(row.versioned().apply(path)));
        return body == null ? request : request.contentType(row.contentType()).body(body);
    }

    private String currentVersion(String path) {
        return ApiClients.etag(CallerKind.ADMIN.authenticate(api).get().uri(path).exchange().expectStatus().isOk());
    }
}
