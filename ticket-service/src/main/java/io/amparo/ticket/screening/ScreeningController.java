package io.amparo.ticket.screening;

import io.amparo.events.Vocabulary;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.OneOf;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.ticket.VisibleTickets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the screening: proposals for the agent who decides (R8.2). */
@RestController
@RequestMapping("/api/v1/tickets/{number}/exclusion-proposals")
@Staff({Role.AGENT, Role.MANAGER})
class ScreeningController {

    record ExclusionProposalsResponse(
            @Schema(description = "The version of the policy that has these exclusions, as `<id>/<version>`") String policy,
            @Schema(description = "At most three, the most confident first") List<ExclusionProposalResponse> items) {}

    record ExclusionProposalResponse(@OneOf(Vocabulary.Exclusion.class) String code, String name, String clause,
            @Schema(description = "Probability from 0 to 1 that this exclusion applies") double confidence,
            @Schema(description = "The words of the ticket that led to it, as written") List<String> words) {

        static ExclusionProposalResponse of(ExclusionProposal proposal, Locale language) {
            var exclusion = proposal.exclusion();
            return new ExclusionProposalResponse(exclusion.code(), exclusion.name(language), exclusion.clause(),
                    Math.round(proposal.confidence() * 100) / 100.0, proposal.words());
        }
    }

    private final VisibleTickets tickets;
    private final Policies policies;
    private final ExclusionScreening screening;

    ScreeningController(VisibleTickets tickets, Policies policies, ExclusionScreening screening) {
        this.tickets = tickets;
        this.policies = policies;
        this.screening = screening;
    }

    @GetMapping
    @Operation(summary = "List the exclusions that the text of a ticket suggests, the most confident first", description = "The "
            + "text is subject, description and evidence; messages are no part. A person decides (R8.2).")
    ExclusionProposalsResponse listExclusionProposals(Caller caller, @PathVariable String number) {
        var text = tickets.text(caller, number);
        var policy = policies.effective();
        var language = LocaleContextHolder.getLocale();
        return new ExclusionProposalsResponse(policy.reference(), screening.propose(policy, text).stream()
                .map(proposal -> ExclusionProposalResponse.of(proposal, language)).toList());
    }
}
