package io.amparo.entitlement.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads policies from JSON documents, and stored ones from those of the store, which have the same form. */
@Adapter
final class PolicyDocument {
    /** Its event is larger, and must fit into a record of Kafka (1 MB). */
    private static final long MAX_BYTES = 500_000;
    /** A stored version keeps fields that this build does not know. */
    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PolicyDocument() {}

    /** @throws InvalidPolicyException if the document breaks its schema, or is inconsistent */
    static SupportPolicy readResource(String name) throws IOException {
        return parse(name, new ClassPathResource(name).getContentAsString(UTF_8));
    }

    /** @throws InvalidPolicyException if the document is too large, breaks its schema, or is inconsistent */
    static SupportPolicy readFile(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES)
            throw new InvalidPolicyException(file.toString(), List.of("larger than " + MAX_BYTES + " bytes"));
        return parse(file.toString(), Files.readString(file, UTF_8));
    }

    /**
     * Reads a policy after a check by its schema.
     *
     * @param source names the document in the message of an exception
     */
    static SupportPolicy parse(String source, String json) throws IOException {
        var violations = new ArrayList<String>();
        schema().validate(json, InputFormat.JSON).forEach(violation -> violations.add(violation.getMessage()));
        if (!violations.isEmpty()) throw new InvalidPolicyException(source, violations);
        var policy = JSON.readValue(json, SupportPolicy.class);
        violations.addAll(PolicyConsistency.violations(policy));
        if (!violations.isEmpty()) throw new InvalidPolicyException(source, violations);
        return policy;
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new ClassPathResource("policy/policy.schema.json").getContentAsString(UTF_8));
    }

    static Document toDocument(SupportPolicy policy) {
        return Document.parse(JSON.writeValueAsString(policy));
    }

    static SupportPolicy fromDocument(Document document) {
        return JSON.readValue(document.toJson(), SupportPolicy.class);
    }
}
