package io.amparo.entitlement.ledger;

/** A lot cannot give what an operation needs; another lot may. */
final class LotExhaustedException extends RuntimeException {
    LotExhaustedException(String lotId) {
        super("Lot " + lotId + " has too little left");
    }
}
