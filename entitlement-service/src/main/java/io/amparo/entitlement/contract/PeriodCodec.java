package io.amparo.entitlement.contract;

import static io.amparo.entitlement.contract.CustomerCodec.day;
import static io.amparo.entitlement.contract.CustomerCodec.decodeAll;
import static io.amparo.entitlement.contract.CustomerCodec.encodeAll;
import static io.amparo.entitlement.contract.CustomerCodec.text;

import io.amparo.events.customer.CustomerEvent.Suspension;
import io.amparo.events.customer.CustomerEvent.Waiver;
import io.amparo.platform.Adapter;
import io.amparo.platform.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * Encodes the periods of a customer as documents. A customer that was stored with one contract has one period, which waives what
 * the customer waived.
 */
@Adapter
final class PeriodCodec {
    private static final String PERIODS = "periods";

    private PeriodCodec() {}

    static Document encode(Period period) {
        return new Document("id", period.id()).append("edition", period.edition()).append("slaPlan", period.slaPlan())
                .append("validFrom", period.validFrom().toString()).append("validTo", period.validTo().toString())
                .append("suspensions",
                        encodeAll(period.suspensions(),
                                each -> new Document("from", each.from().toString()).append("to", text(each.to()))
                                        .append("reason", each.reason())))
                .append("waivers", encodeAll(period.waivers(), each -> new Document("code", each.code())
                        .append("from", each.from().toString()).append("to", each.to().toString())));
    }

    static Periods periods(Document state) {
        return state.containsKey(PERIODS)
                ? new Periods(decodeAll(state, PERIODS, PeriodCodec::period))
                : new Periods(List.of(ofContract(state)));
    }

    static int contactQuota(Document state) {
        return (state.containsKey(PERIODS) ? state : state.get("contract", Document.class)).getInteger("contactQuota");
    }

    private static Period period(Document document) {
        return new Period(document.getString("id"), document.getString("edition"), document.getString("slaPlan"),
                day(document, "validFrom"), day(document, "validTo"),
                decodeAll(document, "suspensions", each -> new Suspension(day(each, "from"),
                        Optional.ofNullable(each.getString("to")).map(LocalDate::parse).orElse(null), each.getString("reason"))),
                decodeAll(document, "waivers", each -> new Waiver(each.getString("code"), day(each, "from"), day(each, "to"))));
    }

    private static Period ofContract(Document state) {
        var contract = state.get("contract", Document.class);
        var from = day(contract, "validFrom");
        var to = day(contract, "validTo");
        return new Period(Ids.uuidOf("period/" + state.getString("id")), contract.getString("edition"),
                contract.getString("slaPlan"), from, to, List.of(),
                state.getList("waivers", String.class, List.of()).stream().map(code -> new Waiver(code, from, to)).toList());
    }
}
