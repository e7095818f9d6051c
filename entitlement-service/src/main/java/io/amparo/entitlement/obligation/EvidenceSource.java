package io.amparo.entitlement.obligation;

/**
 * Where automatic evidence comes from: events of tickets, articles and courses, the installed versions, or the approval register.
 */
enum EvidenceSource {
    TICKET, INSTALLATION, APPROVAL, ARTICLE, COURSE
}
