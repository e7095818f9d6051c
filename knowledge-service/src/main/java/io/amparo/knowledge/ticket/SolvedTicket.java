package io.amparo.knowledge.ticket;

import java.util.List;

/**
 * What an article needs of a ticket.
 *
 * @param isSolved whether it is resolved or closed
 * @param names names of the people of the ticket and of the company
 * @param answers public messages of the vendor, oldest first
 */
public record SolvedTicket(String number, boolean isSolved, String product, String version, String subject, String description,
        List<String> names, List<String> answers) {}
