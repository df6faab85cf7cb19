#include "domain/learning/model.hpp"

#include "domain/learning/byte_io.hpp"
#include "domain/learning/sparse_rows.hpp"
#include "domain/learning/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>

namespace domain::learning {
namespace {
double env(const char* n, double d) {
    const char* v = getenv(n);
    return v ? atof(v) : d;
}

struct Cell {
    std::uint16_t node = 0;
    std::uint16_t count = 0;
    float weight = 0;
    float lw = 0;
    float lg = 0;
};

double sigmoid(double z) {
    return 1 / (1 + std::exp(-std::clamp(z, -35.0, 35.0)));
}

struct Lesson {
    WeightedVector x;
    std::vector<std::uint16_t> labels;
};

void softmax(std::vector<double>& v) {
    if (v.empty())
        return;
    double m = *std::ranges::max_element(v), s = 0;
    for (auto& a : v) {
        a = std::exp(a - m);
        s += a;
    }
    for (auto& a : v)
        a /= s;
}

constexpr int kHist = key_kind_count;
constexpr int F = 2 + kHist + 4; // pa, nb, hist.., prior, recency, logit, seen
constexpr int C = 14;
} // namespace

class Model::State {
public:
    struct Opinion {
        WeightedVector x;
        double words = 0;
        std::vector<double> pa, nb, lg; // raw
        std::vector<std::array<double, F>> phi;
        std::vector<double> score, p;
        std::vector<std::uint32_t> order;
        std::array<double, C> conf{};
        double confidence = 0;
    };

    Opinion opine(const FeatureVector& m) const {
        Opinion o;
        const std::size_t L = names.size();
        o.x = vocab.weigh(m);
        o.pa.assign(L, 0);
        o.nb.assign(L, 0);
        o.lg.assign(L, 0);
        const double alpha = nb_alpha;
        const double V = vocab.size();
        for (auto& f : o.x.features) {
            if (1)
                o.words += 1;
            for (auto& c : rows.row(f.id)) {
                o.pa[c.node] += double(c.weight) * f.value;
                o.lg[c.node] += double(c.lw) * f.value;
                if (c.count)
                    o.nb[c.node] += std::log((c.count + alpha) / alpha);
            }
        }
        for (std::size_t l = 0; l < L; ++l)
            o.lg[l] += bias[l];
        const double norm = std::pow(std::max(o.words, 1.0), nb_pow);
        for (std::size_t l = 0; l < L; ++l)
            o.nb[l] = (o.nb[l] + o.words * std::log(alpha / (totals[l] + alpha * V + 1))) / norm;
        double best = L ? *std::ranges::max_element(o.nb) : 0;
        for (auto& v : o.nb)
            v -= best;
        o.phi.assign(L, {});
        double n = 0;
        for (auto e : examples)
            n += e;
        for (std::size_t l = 0; l < L; ++l) {
            auto& p = o.phi[l];
            p[0] = 4 * o.pa[l];
            p[1] = std::max(o.nb[l], -20.0);
            p[2 + kHist] = std::log((examples[l] + 0.5) / (n + 0.5 * L));
            p[3 + kHist] = std::log(recent[l] + 0.02);
            p[4 + kHist] = o.lg[l];
        }
        // histories
        std::array<bool, kHist> seen{};
        for (auto& k : m.keys) {
            auto it = history.find(k);
            if (it == history.end())
                continue;
            double total = 0;
            for (auto& [l, w] : it->second)
                total += w;
            int i = (int)k.kind;
            for (std::size_t l = 0; l < L; ++l) {
                double w = 0;
                if (auto j = it->second.find(l); j != it->second.end())
                    w = j->second;
                double v = std::log((w + 0.05) / (total + 0.05 * 20));
                if (!seen[i] || v > o.phi[l][2 + i])
                    o.phi[l][2 + i] = v;
            }
            seen[i] = true;
        }
        o.score.assign(L, 0);
        for (std::size_t l = 0; l < L; ++l)
            for (int i = 0; i < F; ++i)
                o.score[l] += theta[i] * o.phi[l][i];
        o.p = o.score;
        softmax(o.p);
        if (mode == 1) { // recipe
            auto a = o.pa;
            for (auto& v : a)
                v *= 4;
            softmax(a);
            auto b = o.nb;
            softmax(b);
            int bi = int(std::ranges::max_element(hits) - hits.begin());
            for (std::size_t l = 0; l < L; ++l)
                o.score[l] = 4 * a[l] + bs[bi] * b[l];
            double s = 4 + bs[bi];
            for (std::size_t l = 0; l < L; ++l)
                o.p[l] = o.score[l] / s;
        }
        if (mode == 2) {
            o.score = o.lg;
            o.p = o.lg;
            for (auto& v : o.p)
                v = sigmoid(v);
        }
        o.order.resize(L);
        std::iota(o.order.begin(), o.order.end(), 0);
        std::ranges::sort(o.order, [&](auto a, auto b) {
            return o.score[a] != o.score[b] ? o.score[a] > o.score[b] : a < b;
        });
        if (L)
            confide(m, o);
        return o;
    }

    void confide(const FeatureVector& m, Opinion& o) const {
        auto t = o.order[0];
        auto margin = [&](const std::vector<double>& v) {
            double b = -1e9;
            for (std::size_t l = 0; l < v.size(); ++l)
                if (l != t)
                    b = std::max(b, v[l]);
            return v.size() > 1 ? v[t] - b : 0.0;
        };
        auto& c = o.conf;
        double pt = std::clamp(o.p[t], 1e-4, 1 - 1e-4);
        c[0] = 1;
        c[1] = margin(o.pa);
        c[2] = std::clamp(margin(o.nb), -5.0, 5.0);
        c[3] = (c[1] > 0) && (c[2] > 0);
        c[4] = std::log(pt / (1 - pt)) / 4;
        c[5] = std::log(1 + examples[t]) / 4;
        c[6] = o.x.unseen;
        c[7] = pt;
        auto share = [&](KeyKind kind, int at) {
            for (auto& k : m.keys)
                if (k.kind == kind) {
                    auto it = history.find(k);
                    if (it == history.end())
                        continue;
                    double tot = 0, own = 0, riv = 0;
                    for (auto& [l, w] : it->second) {
                        tot += w;
                        if (l == t)
                            own = w;
                        else
                            riv = std::max(riv, w);
                    }
                    c[at] = own / (tot + 0.5);
                    c[at + 1] = riv / (tot + 0.5);
                }
        };
        share(KeyKind::sender, 8);
        share(KeyKind::recipients, 10);
        share(KeyKind::thread, 12);
        double z = 0;
        for (int i = 0; i < C; ++i)
            z += cw[i] * c[i];
        o.confidence = sigmoid(z);
    }

    std::uint16_t index_of(const std::string& name) {
        auto [it, fresh] = index.try_emplace(name, (std::uint16_t)names.size());
        if (fresh) {
            names.push_back(name);
            examples.push_back(0);
            totals.push_back(0);
            recent.push_back(0);
            bias.push_back(0);
            biasg.push_back(0);
        }
        return it->second;
    }

    double score(const WeightedVector& x, std::vector<double>& s) const {
        s.assign(names.size(), 0);
        double n = 0;
        for (auto& f : x.features) {
            n += double(f.value) * f.value;
            for (auto& c : rows.row(f.id))
                s[c.node] += double(c.weight) * f.value;
        }
        return n;
    }

    void pa_step(const Lesson& e) {
        std::vector<double> s;
        double n = score(e.x, s);
        if (n <= 0)
            return;
        auto is = [&](std::size_t l) { return std::ranges::find(e.labels, l) != e.labels.end(); };
        for (int r = 0; r < rivals; ++r) {
            int y = -1, z = -1;
            for (std::size_t l = 0; l < s.size(); ++l)
                if (is(l)) {
                    if (y < 0 || s[l] < s[y])
                        y = l;
                } else if (z < 0 || s[l] > s[z])
                    z = l;
            if (y < 0 || z < 0 || s[y] - s[z] >= 1)
                return;
            double t = std::min(pa_c, (1 - s[y] + s[z]) / (2 * n));
            for (auto& f : e.x.features) {
                float d = float(t * f.value);
                rows.cell(f.id, y).weight += d;
                rows.cell(f.id, z).weight -= d;
            }
            s[y] += t * n;
            s[z] -= t * n;
        }
    }

    void lg_step(const Lesson& e) {
        if (!logistic)
            return;
        std::vector<double> s(names.size());
        for (std::size_t l = 0; l < s.size(); ++l)
            s[l] = bias[l];
        for (auto& f : e.x.features)
            for (auto& c : rows.row(f.id))
                s[c.node] += double(c.lw) * f.value;
        if (logistic == 2)
            softmax(s);
        for (std::size_t l = 0; l < s.size(); ++l) {
            bool y = std::ranges::find(e.labels, l) != e.labels.end();
            double g = (logistic == 2 ? s[l] : sigmoid(s[l])) -
                       (y ? (logistic == 2 ? 1.0 / e.labels.size() : 1) : 0);
            if (std::abs(g) < lg_min)
                continue;
            for (auto& f : e.x.features) {
                auto& c = rows.cell(f.id, l);
                double gf = g * f.value;
                c.lg += float(gf * gf);
                c.lw -= float(lg_rate * gf / std::sqrt(lg_eps + c.lg));
            }
            biasg[l] += g * g;
            bias[l] -= lg_rate * 0.1 * g / std::sqrt(1e-8 + biasg[l]);
        }
    }

    std::uint64_t next() {
        std::uint64_t z = (random += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    void learn(const Example& e) {
        Opinion o = opine(e.features);
        std::vector<std::uint16_t> ys;
        std::vector<bool> known;
        const std::size_t before = names.size();
        if (e.labels.empty())
            ys.push_back(index_of(""));
        for (auto& l : e.labels)
            ys.push_back(index_of(l.name));
        auto is = [&](std::size_t l) { return std::ranges::find(ys, l) != ys.end(); };
        bool any = std::ranges::any_of(ys, [&](auto y) { return y < before; });
        if (before > 1) {
            double right = is(o.order[0]) ? 1 : 0;
            double g = o.confidence - right;
            for (int i = 0; i < C; ++i) {
                double d = g * o.conf[i];
                cg[i] += d * d;
                cw[i] -= 0.3 * d / std::sqrt(1e-8 + cg[i]);
            }
            if (any) {
                double q = 0;
                for (std::size_t l = 0; l < before; ++l)
                    if (is(l))
                        q += o.p[l];
                for (int i = 0; i < F; ++i) {
                    double d = 0;
                    for (std::size_t l = 0; l < before; ++l)
                        d += o.phi[l][i] * (o.p[l] - (is(l) ? o.p[l] / std::max(q, 1e-12) : 0));
                    tg[i] += d * d;
                    theta[i] -= th_rate * d / std::sqrt(1.0 + tg[i]);
                    if (theta[i] < 0)
                        theta[i] = 0;
                }
            }
            auto a = o.pa;
            for (auto& v : a)
                v *= 4;
            softmax(a);
            auto b = o.nb;
            softmax(b);
            for (int i = 0; i < 4; ++i) {
                int bl = 0;
                double bv = -1;
                for (std::size_t l = 0; l < before; ++l) {
                    double v = 4 * a[l] + bs[i] * b[l];
                    if (v > bv) {
                        bv = v;
                        bl = l;
                    }
                }
                hits[i] = hits[i] * 0.998 + (is(bl) ? 1 : 0);
            }
        }
        vocab.count(e.features);
        for (auto y : ys) {
            examples[y]++;
            for (auto& f : e.features.features) {
                rows.cell(f.id, y).count++;
                totals[y]++;
            }
        }
        for (auto& r : recent)
            r *= rec_decay;
        for (auto y : ys)
            recent[y] += 1 - rec_decay;
        for (auto& k : e.features.keys) {
            auto& h = history[k];
            for (auto& [l, w] : h)
                w *= hist_decay;
            for (auto y : ys)
                h[y] += 1;
        }
        Lesson lesson{std::move(o.x), ys};
        pa_step(lesson);
        lg_step(lesson);
        window.push_back(lesson);
        if (window.size() > (std::size_t)wsize)
            window.erase(window.begin());
        for (int r = 0; r < replays; ++r) {
            auto& old = window[next() % window.size()];
            pa_step(old);
        }
    }

    Vocabulary vocab;
    SparseRows<Cell> rows{feature_space};
    std::map<std::string, std::uint16_t> index;
    std::vector<std::string> names;
    std::vector<std::uint32_t> examples;
    std::vector<double> totals, recent, bias, biasg;
    std::map<Key, std::map<std::uint16_t, double>> history;
    std::vector<Lesson> window;
    std::array<double, F> theta{1, 1}, tg{};
    std::array<double, C> cw{}, cg{};
    std::array<double, 4> hits{}, bs{0, 0.5, 1, 2};
    std::uint64_t random = 1;
    int mode = (int)env("MODE", 1), rivals = (int)env("RIVALS", 3),
        replays = (int)env("REPLAYS", 3), wsize = (int)env("WSIZE", 50),
        logistic = (int)env("LOGISTIC", 0);
    double nb_alpha = env("NBA", 0.01), nb_pow = env("NBP", 0.8), pa_c = env("PAC", 1),
           th_rate = env("THR", 0.1), rec_decay = env("RECD", 0.9), hist_decay = env("HISTD", 0.9);
    double lg_rate = env("LGR", 1), lg_min = env("LGMIN", 0.01), lg_eps = env("LGE", 1e-4);

    State() {
        if (env("NOHIST", 0)) {
        }
    }
};

Model::Model() : state_{std::make_unique<State>()} {}

Model::~Model() = default;

Model::Model(const Model& o) : state_{std::make_unique<State>(*o.state_)} {}

Model::Model(Model&&) noexcept = default;

Model& Model::operator=(const Model& o) {
    if (this != &o)
        state_ = std::make_unique<State>(*o.state_);
    return *this;
}

Model& Model::operator=(Model&&) noexcept = default;

Prediction Model::predict(const FeatureVector& message) const {
    auto o = state_->opine(message);
    Prediction p;
    p.confidence = o.confidence;
    for (auto l : o.order) {
        p.ranked.push_back({Label{state_->names[l]}, o.score[l], o.p[l]});
        if (o.p[l] >= 0.5)
            p.assigned.push_back({state_->names[l]});
    }
    if (getenv("DBGT")) {
        static int n = 0;
        if (++n % 1000 == 0) {
            for (auto t : state_->theta)
                fprintf(stderr, "%.3f ", t);
            fprintf(stderr, "\n");
        }
    }
    return p;
}

void Model::learn(const Example& example) {
    state_->learn(example);
}

void Model::unlearn(const Example&) {}

Explanation Model::explain(const FeatureVector&, const Label&) const {
    return {};
}

std::vector<LabelSummary> Model::labels() const {
    std::vector<LabelSummary> r;
    for (std::size_t l = 0; l < state_->names.size(); ++l)
        r.push_back({Label{state_->names[l]}, state_->examples[l]});
    return r;
}

std::uint64_t Model::examples() const {
    return state_->vocab.messages();
}

std::string Model::encode() const {
    auto& s = *state_;
    ByteWriter w;
    w.byte(0);
    w.number(s.names.size());
    for (std::size_t l = 0; l < s.names.size(); ++l) {
        w.text(s.names[l]);
        w.number(s.examples[l]);
        w.real(s.totals[l]);
        w.real(s.recent[l]);
        w.real(s.bias[l]);
        w.real(s.biasg[l]);
    }
    for (std::size_t i = 0; i < feature_space; ++i) {
        auto r = s.rows.row(i);
        w.number(r.size());
        for (auto& c : r) {
            w.number(c.node);
            w.number(c.count);
            w.real(c.weight);
            w.real(c.lw);
            w.real(c.lg);
        }
    }
    s.vocab.encode(w);
    w.number(s.history.size());
    for (auto& [k, h] : s.history) {
        w.number((int)k.kind);
        w.fixed32(k.hash);
        w.number(h.size());
        for (auto& [l, x] : h) {
            w.number(l);
            w.real(x);
        }
    }
    for (auto x : s.theta)
        w.real(x);
    for (auto x : s.tg)
        w.real(x);
    for (auto x : s.cw)
        w.real(x);
    for (auto x : s.cg)
        w.real(x);
    for (auto x : s.hits)
        w.real(x);
    w.fixed64(s.random);
    return w.take();
}

std::optional<Model> Model::decode(std::string_view b) {
    Model m;
    auto& s = *m.state_;
    ByteReader r{b};
    if (r.byte() != 0)
        return std::nullopt;
    auto n = r.count();
    for (std::size_t l = 0; l < n; ++l) {
        s.index_of(std::string{r.text()});
        if (s.names.size() != l + 1)
            return std::nullopt;
        s.examples[l] = (std::uint32_t)r.number();
        s.totals[l] = r.real();
        s.recent[l] = r.real();
        s.bias[l] = r.real();
        s.biasg[l] = r.real();
    }
    for (std::size_t i = 0; i < feature_space; ++i) {
        auto k = r.count(14);
        for (std::size_t j = 0; j < k; ++j) {
            auto node = (std::uint16_t)r.number_below(std::max<std::size_t>(n, 1));
            Cell& c = s.rows.cell(i, node);
            c.count = (std::uint16_t)r.number();
            c.weight = r.real32();
            c.lw = r.real32();
            c.lg = r.real32();
        }
        if (!r.ok())
            return std::nullopt;
    }
    s.vocab.decode(r);
    auto h = r.count();
    for (std::size_t i = 0; i < h; ++i) {
        Key k{(KeyKind)r.number_below(key_kind_count), r.fixed32()};
        auto& e = s.history[k];
        auto c = r.count();
        for (std::size_t j = 0; j < c; ++j) {
            auto l = (std::uint16_t)r.number_below(std::max<std::size_t>(n, 1));
            e[l] = r.real();
        }
    }
    for (auto& x : s.theta)
        x = r.real();
    for (auto& x : s.tg)
        x = r.real();
    for (auto& x : s.cw)
        x = r.real();
    for (auto& x : s.cg)
        x = r.real();
    for (auto& x : s.hits)
        x = r.real();
    s.random = r.fixed64();
    if (!r.ok() || !r.at_end())
        return std::nullopt;
    return m;
}

} // namespace domain::learning
