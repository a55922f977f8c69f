package adit.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.CompositeConfiguration;
import org.apache.commons.configuration2.MapConfiguration;

/**
 * The checked values of all layers; for each key the strongest layer that has it wins. A value is opaque to the
 * layers: left to itself, commons-configuration would split, flatten and drop lists.
 */
final class Values {
    private final CompositeConfiguration layers = new CompositeConfiguration();
    private final Map<String, Located<?>> defaults;

    /** @param strongestFirst values by the paths of their keys; the last layer has the defaults */
    Values(List<Map<String, Located<?>>> strongestFirst) {
        strongestFirst.forEach(layer -> layers.addConfiguration(new MapConfiguration(layer)));
        defaults = strongestFirst.get(strongestFirst.size() - 1);
    }

    private Values(Map<String, Located<?>> strongest, Values others) {
        layers.addConfiguration(new MapConfiguration(strongest));
        layers.addConfiguration(others.layers);
        defaults = others.defaults;
    }

    /** The values of an item; what it leaves out has the default. */
    Values over(Item item) {
        return new Values(item.values(), this);
    }

    /** The values of an item that stands for itself, whatever is set elsewhere; what it leaves out has the default. */
    Values alone(Item item) {
        return new Values(List.of(item.values(), defaults));
    }

    <T> T get(Key<T> key) {
        return located(key).value();
    }

    /** For a key that has a default. */
    <T> Located<T> located(Key<T> key) {
        return find(key).orElseThrow();
    }

    <T> Optional<Located<T>> find(Key<T> key) {
        return property(key.path());
    }

    /** Where a list of sections stands. */
    Location at(String path) {
        return property(path).orElseThrow().location();
    }

    /** The elements of a list of sections. */
    List<Item> items(String path) {
        return this.<List<Item>>property(path).orElseThrow().value();
    }

    /** The sections by names of the operator's choosing, in the order of the file. */
    Map<String, Item> named(String path) {
        return this.<Map<String, Item>>property(path).orElseThrow().value();
    }

    @SuppressWarnings("unchecked") // a path leads to what its own key has read, and nothing else is put there
    private <T> Optional<Located<T>> property(String path) {
        return Optional.ofNullable((Located<T>) layers.getProperty(path));
    }
}
