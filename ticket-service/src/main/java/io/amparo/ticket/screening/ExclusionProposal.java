package io.amparo.ticket.screening;

import io.amparo.ticket.policy.TicketPolicy.Exclusion;
import java.util.List;

/**
 * An exclusion that the text of a ticket suggests.
 *
 * @param confidence from 0 to 1
 * @param words the words of the text that led to it, as written, in their order
 */
record ExclusionProposal(Exclusion exclusion, double confidence, List<String> words) {}
