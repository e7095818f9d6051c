package io.amparo.entitlement.ledger;

/**
 * One entry of a lot; only a counter-entry reverses it. The balance of a lot is the sum of the amounts of its entries, what is
 * reserved the sum of {@code reserved}, and the approved overage the sum of {@code overage}.
 *
 * @param position place in the lot, from 1
 * @param id id within the lot; the same on every retry of the operation that made it
 * @param amount change of the balance
 * @param reserved change of what open reservations hold
 * @param overage change of how far the balance may be below zero
 * @param balance balance of the lot after this entry
 */
public record LotEntry(int position, String id, EntryKind kind, int amount, int reserved, int overage, int balance,
        EntryNote note) {}
