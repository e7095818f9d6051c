package io.amparo.ticket.ticket;

import io.amparo.platform.file.StoredFiles;
import io.amparo.platform.store.Counters;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.amparo.ticket.attachment.Attachments;
import io.amparo.ticket.customer.Customers;
import io.amparo.ticket.entitlement.EntitlementClient;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.product.Products;
import io.amparo.ticket.sla.SlaClient;
import io.amparo.ticket.state.TicketStates;
import jakarta.validation.constraints.NotNull;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.validation.annotation.Validated;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@EnableConfigurationProperties(TicketConfig.TicketProperties.class)
class TicketConfig {

    /**
     * @param tick interval in which tickets are looked for that are due
     * @param orphanSweep interval in which messages and files are removed whose ticket write never came
     * @param summarySweep interval in which summaries and deadlines of older builds are rewritten
     * @param fixSweep interval in which fixes are delivered whose release was dated to a later day
     */
    @Validated
    @ConfigurationProperties("amparo.ticket")
    record TicketProperties(@NotNull @DefaultValue("30s") Duration tick, @NotNull @DefaultValue("1h") Duration orphanSweep,
            @NotNull @DefaultValue("1h") Duration summarySweep, @NotNull @DefaultValue("1h") Duration fixSweep) {}

    @Bean
    TicketTicker ticketTicker(Tickets tickets, Clock clock, MeterRegistry meters) {
        return new TicketTicker(tickets, new DueAggregates(tickets, clock, meters), clock);
    }

    @Bean
    OrphanedMessages orphanedMessages(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        return new OrphanedMessages(tickets, timelineEntries, clock);
    }

    @Bean
    Converter<String, TicketSort> ticketSortConverter() {
        return TicketSort::of;
    }

    @Bean
    Converter<String, TicketView> ticketViewConverter() {
        return TicketView::of;
    }

    @Bean
    SummaryUpgrade summaryUpgrade(Tickets tickets, TicketSummaries summaries, TicketStates states) {
        return new SummaryUpgrade(tickets, summaries, states);
    }

    @Bean
    SilenceUpgrade silenceUpgrade(Tickets tickets, TicketSummaries summaries, Clock clock) {
        return new SilenceUpgrade(tickets, summaries, clock);
    }

    @Bean
    ReadMarks readMarks(Outbox outbox, Clock clock) {
        return new ReadMarks(outbox, clock);
    }

    @Bean
    SchedulingConfigurer ticketSchedule(TicketTicker ticker, OrphanedMessages orphans, SummaryUpgrade upgrade,
            SilenceUpgrade silenceUpgrade, OrphanedAttachments orphanedAttachments, ReadMarks readMarks,
            DeliverFixes deliverFixes, TicketProperties properties) {
        return tasks -> {
            tasks.addFixedDelayTask(ticker::tick, properties.tick());
            tasks.addFixedDelayTask(orphans::removeExpired, properties.orphanSweep());
            tasks.addFixedDelayTask(upgrade::run, properties.summarySweep());
            tasks.addFixedDelayTask(silenceUpgrade::run, properties.summarySweep());
            tasks.addFixedDelayTask(orphanedAttachments::removeExpired, properties.orphanSweep());
            tasks.addFixedDelayTask(deliverFixes::sweep, properties.fixSweep());
            tasks.addFixedDelayTask(readMarks::removeExpired, properties.orphanSweep());
        };
    }

    @Bean
    TimelineEntries timelineEntries(Outbox outbox) {
        return new TimelineEntries(outbox);
    }

    @Bean
    TicketSummaries ticketSummaries(Outbox outbox) {
        return new TicketSummaries(outbox);
    }

    @Bean
    Tickets tickets(Outbox outbox, TimelineEntries timelineEntries, TicketSummaries summaries) {
        return new Tickets(outbox, timelineEntries, summaries);
    }

    @Bean
    VisibleTickets visibleTickets(Tickets tickets, Agents agents) {
        return new VisibleTickets(tickets, agents);
    }

    @Bean
    TicketResponses ticketResponses(TicketStates states, TimelineEntries timelineEntries, TicketAttachments attachments,
            MessageSource texts, JsonMapper json, Clock clock) {
        return new TicketResponses(states, timelineEntries, attachments, texts, json, clock);
    }

    @Bean
    TicketOpening ticketOpening(SlaClient sla, Policies policies, Counters counters) {
        return new TicketOpening(sla,
                new TicketNumbers(() -> policies.effective().zone(), year -> counters.next("tickets/" + year)));
    }

    @Bean
    OpenTicket openTicket(Tickets tickets, Customers customers, EntitlementClient entitlement, TicketOpening opening,
            LinkCompletion completion, Clock clock) {
        return new OpenTicket(tickets, customers, entitlement, opening, completion, clock);
    }

    @Bean
    SplitTicket splitTicket(Tickets tickets, TimelineEntries timelineEntries, EntitlementClient entitlement,
            TicketOpening opening, LinkCompletion completion, Clock clock) {
        return new SplitTicket(tickets, timelineEntries, entitlement, opening, completion, clock);
    }

    @Bean
    LinkCompletion linkCompletion(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        return new LinkCompletion(tickets, timelineEntries, clock);
    }

    @Bean
    LinkTicket linkTicket(Tickets tickets, TimelineEntries timelineEntries, EditTicket editTicket, LinkCompletion completion,
            Clock clock) {
        return new LinkTicket(tickets, timelineEntries, editTicket, completion, clock);
    }

    @Bean
    UnlinkTicket unlinkTicket(Tickets tickets, LinkCompletion completion, Clock clock) {
        return new UnlinkTicket(tickets, completion, clock);
    }

    @Bean
    ApplyEntitlementDecision applyEntitlementDecision(Tickets tickets, OpenTicket openTicket, Clock clock) {
        return new ApplyEntitlementDecision(tickets, openTicket::isOpening, clock);
    }

    @Bean
    PostMessage postMessage(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        return new PostMessage(tickets, timelineEntries, clock);
    }

    @Bean
    EditTicket editTicket(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        return new EditTicket(tickets, timelineEntries, clock);
    }

    @Bean
    DeclineTicket declineTicket(Tickets tickets, EditTicket editTicket, Customers customers, Policies policies) {
        return new DeclineTicket(tickets, editTicket, customers, policies);
    }

    @Bean
    DeliverFixes deliverFixes(Tickets tickets, Products products, Policies policies, Clock clock) {
        return new DeliverFixes(tickets, products, policies, clock);
    }

    @Bean
    TicketAttachments ticketAttachments(Attachments attachments, TimelineEntries timelineEntries) {
        return new TicketAttachments(attachments, timelineEntries);
    }

    @Bean
    AddAttachment addAttachment(Tickets tickets, TimelineEntries timelineEntries, Attachments attachments, StoredFiles files,
            EditTicket editTicket, Clock clock) {
        return new AddAttachment(tickets, timelineEntries, attachments, files, editTicket, clock);
    }

    @Bean
    OrphanedAttachments orphanedAttachments(Tickets tickets, TicketAttachments ticketAttachments, Attachments attachments,
            Clock clock) {
        return new OrphanedAttachments(tickets, ticketAttachments, attachments, clock);
    }

    @Bean
    RetypeTicket retypeTicket(EntitlementClient entitlement, Policies policies) {
        return new RetypeTicket(entitlement, policies);
    }

    @Bean
    Agents agents(Outbox outbox) {
        return new Agents(outbox);
    }
}
