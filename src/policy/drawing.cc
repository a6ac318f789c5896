#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "policy/outline_writer.h"

// The layout of a procedure's drawing. Steps stand in layers by their longest way from the first;
// an arrow that passes layers gets a lane of its own in each, so that none crosses a box.
// docs/adr/0007 says why this is not Graphviz.
namespace policy {
namespace {

constexpr int box_width = 190, lane_width = 26, gap = 26, layer_gap = 46, margin = 14;
constexpr int line_height = 17, note_height = 14, padding = 9;
constexpr std::size_t title_letters = 26, note_letters = 34;  // that fit a line

struct Edge {
  int from = 0, to = 0;
  std::vector<std::string> outcomes;  // that lead this way; empty: on in order
  std::vector<int> lanes;             // nodes that it passes, one in each layer between
};

struct Node {
  int step = -1;  // -1: a lane
  int layer = 0, x = 0, width = lane_width, height = 0;
  double want = 0;  // where its neighbours would have it
};

// Words into lines of about as many letters, at most `most` lines; what is left over is cut.
std::vector<std::string> wrapped(const std::string& text, std::size_t letters, std::size_t most) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : split(text, ' ')) {
    if (!line.empty() && length(line) + 1 + length(word) > letters) {
      lines.push_back(line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) lines.push_back(line);
  if (lines.size() > most) {
    lines.resize(most);
    lines.back() += "…";
  }
  return lines;
}

class Layout {
 public:
  Layout(const Pack& pack, const RequestKind& kind, std::string_view language)
      : writer_(pack, language), kind_(kind) {}

  Drawing run() {
    find_edges();
    find_layers();
    add_lanes();
    order_layers();
    place();
    return draw();
  }

 private:
  // An outcome that only leads where the order leads anyway is no arrow of its own.
  void find_edges() {
    std::map<std::pair<int, int>, std::size_t> known;
    for (std::size_t i = 0; i < kind_.steps.size(); ++i) {
      nodes_.push_back({static_cast<int>(i)});
      for (const int before : kind_.steps[i].after)
        if (known.try_emplace({before, static_cast<int>(i)}, edges_.size()).second)
          edges_.push_back({before, static_cast<int>(i), {}, {}});
    }
    for (std::size_t i = 0; i < kind_.steps.size(); ++i)
      for (const auto& [outcome, target] : kind_.steps[i].on) {
        const auto [at, fresh] = known.try_emplace({static_cast<int>(i), target}, edges_.size());
        if (fresh) edges_.push_back({static_cast<int>(i), target, {}, {}});
        edges_[at->second].outcomes.push_back(outcome);
      }
  }

  void find_layers() {
    for (std::size_t i = 0; i < kind_.steps.size(); ++i)
      for (const Edge& edge : edges_)
        if (edge.from == static_cast<int>(i))
          node(edge.to).layer = std::max(node(edge.to).layer, node(edge.from).layer + 1);
  }

  void add_lanes() {
    for (Edge& edge : edges_)
      for (int layer = node(edge.from).layer + 1; layer < node(edge.to).layer; ++layer) {
        edge.lanes.push_back(static_cast<int>(nodes_.size()));
        nodes_.push_back({-1, layer});
      }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto layer = static_cast<std::size_t>(nodes_[i].layer);
      if (layers_.size() <= layer) layers_.resize(layer + 1);
      layers_[layer].push_back(static_cast<int>(i));
    }
  }

  template <class Each>
  void each_leg(Each each) const {
    for (const Edge& edge : edges_) {
      int at = edge.from;
      for (const int lane : edge.lanes) {
        each(at, lane);
        at = lane;
      }
      each(at, edge.to);
    }
  }

  // Each layer by the middle of its neighbours, down and up again; lanes lean outwards.
  void order_layers() {
    std::vector<double> at(nodes_.size());
    const auto number = [&] {
      for (const auto& layer : layers_)
        for (std::size_t i = 0; i < layer.size(); ++i)
          at[static_cast<std::size_t>(layer[i])] = static_cast<double>(i);
    };
    number();
    for (int round = 0; round < 6; ++round) {
      std::vector<double> sum(nodes_.size()), count(nodes_.size());
      each_leg([&](int from, int to) {
        const auto [self, other] = round % 2 == 0 ? std::pair(to, from) : std::pair(from, to);
        sum[static_cast<std::size_t>(self)] += at[static_cast<std::size_t>(other)];
        count[static_cast<std::size_t>(self)] += 1;
      });
      for (auto& layer : layers_)
        std::stable_sort(layer.begin(), layer.end(), [&](int a, int b) {
          return want(a, sum, count, at) < want(b, sum, count, at);
        });
      number();
    }
  }

  double want(int each, const std::vector<double>& sum, const std::vector<double>& count,
              const std::vector<double>& at) const {
    const auto i = static_cast<std::size_t>(each);
    const double middle = count[i] > 0 ? sum[i] / count[i] : at[i];
    return middle + (node(each).step < 0 ? 0.25 : 0.0);
  }

  std::vector<std::string> lines_of(const Step& step) const {
    return wrapped(writer_.in(step.title), title_letters, 3);
  }

  std::vector<std::string> notes_of(const Step& step) const {
    std::vector<std::string> notes =
        wrapped(writer_.in(in_words(writer_.pack(), step.by)), note_letters, 2);
    if (step.at_least && step.at_most)
      notes.push_back(writer_.say("between", {
                                                 {"least", writer_.in(in_words(*step.at_least))},
                                                 {"most",  writer_.in(in_words(*step.at_most)) }
      }));
    else if (step.within)
      notes.push_back(writer_.say("within", {
                                                {"period", writer_.in(in_words(*step.within))}
      }));
    if (!step.when.empty())
      for (const std::string& line :
           wrapped(writer_.say("when",
                               {
                                   {"conditions", writer_.in(in_words(kind_, step.when))}
      }),
                   note_letters, 2))
        notes.push_back(line);
    return notes;
  }

  int height_of(const Step& step) const {
    return 2 * padding + line_height * static_cast<int>(lines_of(step).size()) +
           note_height * static_cast<int>(notes_of(step).size());
  }

  // Layers below each other, each in the middle of the page.
  void place() {
    std::vector<int> widths;
    for (auto& layer : layers_) {
      int width = -gap, height = 0;
      for (const int each : layer) {
        Node& own = node(each);
        if (own.step >= 0) own.width = box_width;
        width += own.width + gap;
        if (own.step >= 0) height = std::max(height, height_of(step_of(own)));
      }
      widths.push_back(width);
      heights_.push_back(height);
    }
    width_ = 2 * margin + *std::max_element(widths.begin(), widths.end());
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      int x = (width_ - widths[i]) / 2;
      for (const int each : layers_[i]) {
        node(each).x = x;
        node(each).height = heights_[i];
        x += node(each).width + gap;
      }
    }
  }

  int top_of(int layer) const {
    int y = margin;
    for (int i = 0; i < layer; ++i) y += heights_[static_cast<std::size_t>(i)] + layer_gap;
    return y;
  }

  int middle(int each) const { return node(each).x + node(each).width / 2; }
  int mirrored(int x) const { return writer_.language() == "ar" ? width_ - x : x; }

  Drawing draw() const {
    Drawing drawing;
    drawing.title = writer_.say("drawing", {
                                               {"kind", writer_.in(kind_.title)}
    });
    drawing.right_to_left = writer_.language() == "ar";
    drawing.width = width_;
    drawing.height = top_of(static_cast<int>(layers_.size())) - layer_gap + margin;
    for (const Node& own : nodes_) {
      if (own.step < 0) continue;
      const Step& step = step_of(own);
      const int x = drawing.right_to_left ? width_ - own.x - own.width : own.x;
      drawing.boxes.push_back({step.id, x, top_of(own.layer), own.width, height_of(step),
                               lines_of(step), notes_of(step), step.optional});
    }
    for (const Edge& edge : edges_) drawing.arrows.push_back(arrow_of(edge));
    return drawing;
  }

  // Arrows that leave a box stand apart from each other, in the order of where they go.
  int start_of(const Edge& edge) const {
    const auto next = [&](const Edge& each) {
      return middle(each.lanes.empty() ? each.to : each.lanes.front());
    };
    int before = 0, all = 0;
    for (const Edge& other : edges_) {
      if (other.from != edge.from) continue;
      ++all;
      if (&other != &edge &&
          (next(other) < next(edge) || (next(other) == next(edge) && &other < &edge)))
        ++before;
    }
    return node(edge.from).x + node(edge.from).width * (before + 1) / (all + 1);
  }

  DrawnArrow arrow_of(const Edge& edge) const {
    DrawnArrow arrow;
    const int own_bottom = top_of(node(edge.from).layer) + height_of(step_of(node(edge.from)));
    arrow.points.push_back({mirrored(start_of(edge)), own_bottom});
    const int layer_bottom = top_of(node(edge.from).layer) + node(edge.from).height;
    if (layer_bottom > own_bottom) arrow.points.push_back({mirrored(start_of(edge)), layer_bottom});
    for (const int lane : edge.lanes) {
      arrow.points.push_back({mirrored(middle(lane)), top_of(node(lane).layer)});
      arrow.points.push_back(
          {mirrored(middle(lane)), top_of(node(lane).layer) + node(lane).height});
    }
    arrow.points.push_back({mirrored(middle(edge.to)), top_of(node(edge.to).layer)});
    std::vector<Text> words;
    for (const std::string& outcome : edge.outcomes)
      words.push_back(word_in_both("outcome", outcome));
    if (words.empty()) return arrow;
    arrow.label = writer_.in(joined(words, "choice"));
    const DrawnPoint first =
        arrow.points[arrow.points.size() > 2 && layer_bottom > own_bottom ? 1 : 0];
    const DrawnPoint second = arrow.points[layer_bottom > own_bottom ? 2 : 1];
    arrow.label_at = {(first.x + second.x) / 2, (first.y + second.y) / 2};
    return arrow;
  }

  Node& node(int each) { return nodes_[static_cast<std::size_t>(each)]; }
  const Node& node(int each) const { return nodes_[static_cast<std::size_t>(each)]; }
  const Step& step_of(const Node& own) const {
    return kind_.steps[static_cast<std::size_t>(own.step)];
  }

  OutlineWriter writer_;
  const RequestKind& kind_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<std::vector<int>> layers_;
  std::vector<int> heights_;
  int width_ = 0;
};

}  // namespace

Drawing drawing_of(const Pack& pack, const RequestKind& kind, std::string_view language) {
  return Layout(pack, kind, language).run();
}

}  // namespace policy
