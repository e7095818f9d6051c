package io.amparo.ticket.policy;

import io.amparo.events.Topic;
import io.amparo.events.policy.PolicyEvent.PolicyChoice;
import io.amparo.events.policy.PolicyEvent.PolicyField;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.events.policy.PolicyEvent.PolicyTerms;
import io.amparo.events.policy.PolicyEvent.PolicyText;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import io.amparo.ticket.policy.TicketPolicy.Exclusion;
import io.amparo.ticket.policy.TicketPolicy.KindRule;
import io.amparo.ticket.policy.TicketPolicy.PriorityRule;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.policies. Each version has a key of its own, so the instant of its publication decides which is effective.
 */
@ReadsEvents
@Configuration
class PolicyEventsConsumer {

    @Bean
    TopicHandler onPolicyEvents(EventHandlers handlers, Policies policies) {
        return handlers.each(Topic.POLICIES, PolicyPublished.class,
                (published, _) -> policies.put(Policies.EFFECTIVE, published.publishedAt().toEpochMilli(), policy(published)));
    }

    private static TicketPolicy policy(PolicyPublished published) {
        return new TicketPolicy(published.policyId(), published.version(), ZoneId.of(published.zone()),
                published.ticketKinds().stream()
                        .map(rule -> new KindRule(rule.kind(), rule.requiredFields(), fields(rule.fields()))).toList(),
                published.priorities().stream().map(rule -> new PriorityRule(rule.impact(), rule.urgency(), rule.priority()))
                        .toList(),
                published.exclusions().stream()
                        .map(each -> new Exclusion(each.code(), each.clause(),
                                each.names().stream().collect(Collectors.toMap(PolicyText::language, PolicyText::text)),
                                terms(each.terms())))
                        .toList(),
                published.productTerms() == null ? Map.of() : terms(published.productTerms()));
    }

    private static List<FieldRule> fields(@Nullable List<PolicyField> fields) {
        return fields == null
                ? List.of()
                : fields.stream().map(each -> new FieldRule(each.code(), FieldRule.type(each.type()), each.required(),
                        each.choices().stream().map(PolicyChoice::code).toList(), each.maxLength())).toList();
    }

    private static Map<String, List<String>> terms(List<PolicyTerms> terms) {
        return terms.stream().collect(Collectors.toMap(PolicyTerms::language, PolicyTerms::terms));
    }
}
