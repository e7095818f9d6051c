package io.amparo.eol.product;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.amparo.eol.product.CatalogueProduct.ApprovedEnd;
import io.amparo.eol.product.CatalogueProduct.Cycle;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.platform.store.Versioned;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the public view of all products. */
final class ReadCatalogue implements Catalogue {
    private static final int MAX_PRODUCTS = 2_000;
    private static final int PAGE_SIZE = 500;

    private final Products products;

    ReadCatalogue(Products products) {
        this.products = products;
    }

    @Override
    public List<CatalogueProduct> read(LocalDate day) {
        var all = new ArrayList<Product>();
        List<Versioned<Product>> page;
        String last = null;
        do {
            page = products.after(last, PAGE_SIZE);
            page.forEach(found -> all.add(found.state()));
            if (!page.isEmpty()) last = page.getLast().id();
        } while (page.size() == PAGE_SIZE && all.size() < MAX_PRODUCTS);
        var lines = all.stream().collect(
                groupingBy(Product::line, flatMapping(product -> product.description().datedVersions().stream(), toList())));
        return all.stream().map(product -> toView(product, lines.getOrDefault(product.line(), List.of()), day)).toList();
    }

    static CatalogueProduct toView(Product product, List<DatedVersion> line, LocalDate day) {
        var end = product.endOfLife().orElse(null);
        var minors = new TreeMap<DatedVersion, List<DatedVersion>>(
                Comparator.comparing(DatedVersion::version, (one, other) -> other.compareMinor(one)));
        product.description().datedVersions().stream().filter(version -> !version.releasedOn().isAfter(day))
                .forEach(version -> minors.computeIfAbsent(version, _ -> new ArrayList<>()).add(version));
        var cycles = minors.values().stream().map(patches -> {
            var latest = patches.stream().max(Comparator.comparing(DatedVersion::version)).orElseThrow();
            var first = patches.stream().map(DatedVersion::releasedOn).min(naturalOrder()).orElseThrow();
            var ends = Stream.concat(supportEnds(latest, line).stream(), Stream.ofNullable(end)).min(naturalOrder());
            return new Cycle(latest.version().majorAndMinor(), first, latest.version().toString(), latest.releasedOn(),
                    ends.orElse(null));
        }).toList();
        return new CatalogueProduct(product.id(), product.name(), product.line(), cycles, end, approved(product),
                product.changedAt());
    }

    /** A minor is supported until there are both a newer minor of its major and a newer major (R5.1). */
    private static Optional<LocalDate> supportEnds(DatedVersion of, List<DatedVersion> line) {
        var version = of.version();
        var newerMinor = first(line,
                other -> other.version().major() == version.major() && other.version().compareMinor(version) > 0);
        var newerMajor = first(line, other -> other.version().major() > version.major());
        return newerMinor.flatMap(minor -> newerMajor.map(major -> major.isAfter(minor) ? major : minor));
    }

    private static Optional<LocalDate> first(List<DatedVersion> line, Predicate<DatedVersion> filter) {
        return line.stream().filter(filter).map(DatedVersion::releasedOn).min(naturalOrder());
    }

    private static List<ApprovedEnd> approved(Product product) {
        var ends = new ArrayList<ApprovedEnd>();
        for (var announcement : product.approvedAnnouncements()) {
            var content = announcement.content();
            ends.add(new ApprovedEnd(announcement.id(), content.endOfLife(), ends.isEmpty() ? null : ends.getLast().endOfLife(),
                    content.reason(), content.successor(), content.migrationPath(), announcement.requireApproval().at()));
        }
        return ends;
    }
}
