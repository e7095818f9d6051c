package io.amparo.testkit;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Texts of an OpenAPI document whose name implies a closed set of values: each is a reference to a named enum, or stands here
 * with the reason why it is not.
 */
final class OpenApiTexts {
    private static final Pattern CLOSED = Pattern.compile("(?i).*(state|status|metric|kind|priority|via|decision|effect|impact|"
            + "urgency|direction|visibility|type|channel|template|edition|term|code|lang|language|role|method|reopening|outcome|"
            + "phase|day|in|by)(e?s)?");
    /** The name of a property, alone or behind the name of its schema. */
    private static final Map<String, String> FREE = Map.ofEntries(entry("by", "a person"),
            entry("domains", "of e-mail addresses"), entry("edition", "the support policy has the editions"),
            entry("ServiceResponse.code", "the support policy has the services"), entry("approvedBy", "a person"),
            entry("createdBy", "a person"), entry("acceptedBy", "a person"), entry("assessedBy", "a person"),
            entry("consentBy", "a person"), entry("AttachmentResponse.type", "media type of any file"),
            entry("LessonFileJson.type", "media type of any file"), entry("CourseFileResponse.type", "media type of any file"),
            entry("ReceiptResponse.code", "RFC 3463"), entry("SuppressionResponse.code", "RFC 3463"),
            entry("ObligationResponse.code", "the support policy has the duties"), entry("proposedBy", "a person"),
            entry("requestedBy", "a person"), entry("packageCode", "id of a package"),
            entry("CertificateResponse.code", "random"), entry("CertificateVerificationResponse.code", "random"),
            entry("parameter of GET /api/v1/certificates/{code} code", "random"),
            entry("parameter of GET /api/v1/certificates/{code}/pdf code", "random"),
            entry("parameter of POST /api/v1/certificates/{code}/revocation code", "random"),
            entry("Problem.type", "address of the page about the problem"),
            entry("Problem.code", "each service has its own problems"), entry("ProblemError.code", "each rule has its own code"),
            entry("ProblemReason.code", "grows with the support policy"),
            entry("ReasonJson.code", "grows with the support policy"),
            entry("ExclusionRequest.code", "the support policy has the exclusions"),
            entry("DecisionWarningJson.code", "grows with the support policy"),
            entry("ProblemAlternative.code", "grows with the support policy"),
            entry("DecisionAlternativeJson.code", "grows with the support policy"),
            entry("Action.code", "each resource has its own actions"), entry("CustomerAdvisorPackage.code", "id of a package"),
            entry("ContractPackage.code", "id of a package"), entry("PackageRequest.code", "id of a package"),
            entry("WaiverRequest.code", "code of the policy"), entry("WaiverResponse.code", "code of the policy"),
            entry("PackageResponse.code", "id of a package"), entry("PublishPlanPackageCalendarJson.code", "id of a package"));

    /** Its codes are data of the vendor. */
    private static final String POLICY = "SupportPolicy";

    private final List<String> violations = new ArrayList<>();

    private OpenApiTexts() {}

    /** Returns a sentence for each text that should be a named enum. */
    static List<String> violations(JsonNode document) {
        var texts = new OpenApiTexts();
        document.at("/components/schemas").forEachEntry((name, schema) -> schema.path("properties")
                .forEachEntry((property, content) -> texts.check(name + ".", property, content)));
        OpenApiRules.operations(document, (name, operation) -> operation.path("parameters").forEach(parameter -> texts
                .check("parameter of " + name + " ", parameter.path("name").asString(""), parameter.path("schema"))));
        return texts.violations;
    }

    private void check(String place, String property, JsonNode schema) {
        var element = schema.has("items") ? schema.path("items") : schema;
        if (!isText(element.path("type")) || element.has("format") || place.startsWith(POLICY)) return;
        if (!CLOSED.matcher(property).matches() || FREE.containsKey(property) || FREE.containsKey(place + property)) return;
        violations.add(place + property + " is a text, but its name implies a closed set of values: refer to a named enum");
    }

    /** The type of a text that may be missing is a list. */
    private static boolean isText(JsonNode type) {
        return type.asString("").equals("string") || type.valueStream().anyMatch(each -> each.asString("").equals("string"));
    }
}
