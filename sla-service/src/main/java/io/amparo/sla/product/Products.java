package io.amparo.sla.product;

import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import org.bson.Document;

/** Projection of amparo.products: the support period per product id. */
public final class Products extends Projection<SupportPeriod> {

    public Products(Outbox outbox) {
        super(outbox, "products");
    }

    @Override
    protected Document write(SupportPeriod supportPeriod) {
        var endOfLife = supportPeriod.endOfLife();
        return new Document("endOfLife", endOfLife == null ? null : endOfLife.toString()).append("changedAt",
                supportPeriod.changedAt());
    }

    @Override
    protected SupportPeriod read(Document state) {
        var endOfLife = state.getString("endOfLife");
        return new SupportPeriod(endOfLife == null ? null : LocalDate.parse(endOfLife), state.getDate("changedAt").toInstant());
    }
}
