package io.amparo.platform;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** Leaves e-mail addresses out of logs in JSON; the pattern of {@code platform.yaml} leaves them out of text. */
public final class LogJson implements StructuredLoggingJsonMembersCustomizer<Object> {
    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor(ValueProcessor.of(String.class, LogText::withoutEmail));
    }
}
