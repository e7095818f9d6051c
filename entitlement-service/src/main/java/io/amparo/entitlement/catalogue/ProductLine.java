package io.amparo.entitlement.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All majors of one product: OpMon 8 and OpMon 9 are the line OpMon. Empty where the catalogue does not know the product. */
public record ProductLine(List<Product> products) {
    public static final ProductLine UNKNOWN = new ProductLine(List.of());

    private static final Comparator<Version> AGE = Comparator.comparingInt(Version::major).thenComparingInt(Version::minor);

    public ProductLine {
        products = List.copyOf(products);
    }

    private Stream<Version> versions() {
        return products.stream().flatMap(Product::versions);
    }

    /** The newest minor of the newest major. */
    public Optional<Version> newest() {
        return versions().max(AGE);
    }

    /** The newest minor of a major. */
    public Optional<Version> newestOf(int major) {
        return versions().filter(version -> version.major() == major).max(AGE);
    }

    /** The product that a major is sold as: what somebody has is told by the version, not by the product named with it. */
    public Optional<Product> productOf(int major) {
        return products.stream().filter(product -> product.versions().anyMatch(version -> version.major() == major)).findFirst();
    }

    public Optional<Product> product(String id) {
        return products.stream().filter(product -> product.id().equals(id)).findFirst();
    }

    /** Newest minor of its major, or of the newest major (R5.1). */
    public boolean supports(Version version) {
        return newest().filter(newest -> newest.major() == version.major()).isPresent()
                || newestOf(version.major()).filter(newest -> version.minor() >= newest.minor()).isPresent();
    }

    /** There is a newer major (R9.C5). */
    public boolean isOutdated(Version version) {
        return newest().filter(newest -> version.major() < newest.major()).isPresent();
    }
}
