package io.amparo.entitlement.ledger;

/**
 * Why a reservation or a consumption was undone. NOT_NEEDED: a repeated request had reserved twice, or the lots had too little in
 * all, or a ticket was closed before its estimate was used up.
 */
public enum RefundCode {
    TICKET_NOT_STORED, TICKET_REFUSED, TICKET_DECLINED, VENDOR_BUG, KIND_CHANGED, CORRECTION, NOT_NEEDED
}
