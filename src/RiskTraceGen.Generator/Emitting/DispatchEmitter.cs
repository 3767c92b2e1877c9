using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>The rules of one event: who they are, what wakes them, how each is called.</summary>
internal static class DispatchEmitter
{
    public static Draft Emit(DispatchModel dispatch)
    {
        EventModel riskEvent = dispatch.Event;
        var writer = new SourceWriter();
        var taken = new HashSet<string>(StringComparer.Ordinal)
        {
            "Point", "EvaluateAsync", "Write", "ContractOf", "AccountOf", "NoSuchRule", "TaskOf", riskEvent.RulesClass
        };
        var members = new BoundMembers(taken);
        var rules = dispatch.Rules.Select(rule => new EmittedRule(rule, taken, members)).ToList();

        SourceFile.OpenNamespace(writer, riskEvent.Namespace);
        writer.Write($"/// <summary>The rules that {riskEvent.Type.Reference} wakes, in the order in which they are evaluated.</summary>");
        writer.Write(Known.Attributes);
        writer.Write($"internal sealed class {riskEvent.RulesClass} : {Known.EventRules.With(riskEvent.Type)}");
        using (writer.Block())
        {
            WriteState(writer, dispatch, rules, members);
            WriteEvaluate(writer, riskEvent, rules);
            WriteRecording(writer, riskEvent, out ValueEmitter values);
            values.WriteMethods(writer);
        }

        MarkedText text = writer.ToText();
        return new Draft(
            SourceFile.Name(riskEvent.Namespace, riskEvent.Type, "Dispatch"),
            SourceFile.Namespaces(riskEvent.Namespace),
            SourceFile.Types(new DeclaredName(riskEvent.Namespace, riskEvent.RulesClass)),
            text,
            SourceFile.Silenced(dispatch.Rules.SelectMany(rule => rule.Silenced).Concat(riskEvent.Silenced)),
            taken.Where(text.Qualifies).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray());
    }

    private static void WriteState(SourceWriter writer, DispatchModel dispatch, List<EmittedRule> rules, BoundMembers members)
    {
        EventModel riskEvent = dispatch.Event;
        writer.Write($"private static readonly {Known.TracePoint} Point = {Known.TracePoint}.Event({Identifiers.Literal(riskEvent.TraceName)}, {Identifiers.Literal(riskEvent.Type.Short)});");
        foreach (EmittedRule rule in rules)
            rule.WritePoint(writer, riskEvent);
        writer.Blank();
        members.WriteFields(writer);
        if (!members.IsEmpty)
            writer.Blank();
        writer.Write($"public {riskEvent.RulesClass}({Known.RiskWiring} wiring) : base(Point, {string.Join(", ", rules.Select(rule => rule.Point))})");
        using (writer.Block())
            members.WriteAssignments(writer);
        writer.Blank();
    }

    private static void WriteEvaluate(SourceWriter writer, EventModel riskEvent, List<EmittedRule> rules)
    {
        writer.Write($"public override {Known.ValueTask.With(Known.RuleResult)} EvaluateAsync(int rule, in {riskEvent.Type} riskEvent, in {Known.RiskFlow} flow, {Known.CancellationToken} cancellationToken)");
        using (writer.Block())
        {
            // A statement: each case writes its verdict where the caller wants it. What a switch expression has in between is copied before it is there.
            writer.Write("switch (rule)");
            using (writer.Block())
            {
                for (int place = 0; place < rules.Count; place++)
                    writer.Write($"case {Identifiers.Literal(place)}: return {rules[place].Evaluation};");
                writer.Write("default: throw NoSuchRule(rule);");
            }
        }

        writer.Blank();
    }

    private static void WriteRecording(SourceWriter writer, EventModel riskEvent, out ValueEmitter values)
    {
        values = new ValueEmitter(countsDepth: false);
        string statement = values.Statement(riskEvent.Value, "riskEvent", "RiskEvent");
        string head = $"public override void Write(ref {Known.RecordWriter} writer, {riskEvent.Type} riskEvent)";
        if (statement.Contains("\n"))
        {
            writer.Write(head);
            using (writer.Block())
                writer.Write(statement);
        }
        else
        {
            writer.Write($"{head} => {statement}");
        }

        if (riskEvent.Contract)
            WriteKey(writer, riskEvent, "ContractOf", "ContractId");
        if (riskEvent.Account.Length > 0)
            WriteKey(writer, riskEvent, "AccountOf", riskEvent.Account);
    }

    private static void WriteKey(SourceWriter writer, EventModel riskEvent, string method, string property)
    {
        writer.Blank();
        writer.Write($"public override string? {method}({riskEvent.Type} riskEvent) => riskEvent.{property};");
    }

    /// <summary>A rule with the names that it has in the generated class.</summary>
    private sealed class EmittedRule
    {
        private readonly DispatchedRuleModel _rule;

        public EmittedRule(DispatchedRuleModel rule, ISet<string> taken, BoundMembers members)
        {
            _rule = rule;
            Point = Identifiers.Unique(Identifiers.Pascal(rule.Name), taken);
            string target = rule.Evaluation switch
            {
                { IsStatic: true, Declaring: var declaring } => (declaring ?? rule.Component.Type).Text,
                { Declaring: { } declaring } => $"(({declaring}){members.Component(rule.Component)})",
                _ => members.Component(rule.Component),
            };
            string call =
                $"{target}.{rule.Evaluation.Method}({members.Arguments(rule.Evaluation.Arguments, rule.Evaluation.IsVariant ? "riskEvent!" : "riskEvent")})";
            Evaluation = rule.Evaluation.Returns switch
            {
                ResultKind.ValueTask => call,
                ResultKind.Task => $"TaskOf({call}, {Point})",
                _ => $"new {Known.ValueTask.With(Known.RuleResult)}({call})",
            };
        }

        public string Point { get; }

        /// <summary>The call that evaluates it.</summary>
        public string Evaluation { get; }

        private string Timeout => _rule.TimeoutMilliseconds == 0 ? "" : $", timeoutMilliseconds: {Identifiers.Literal(_rule.TimeoutMilliseconds)}";

        public void WritePoint(SourceWriter writer, EventModel riskEvent)
        {
            string category = _rule.Category.Length == 0 ? "" : $" ({Identifiers.Comment(_rule.Category)})";
            writer.Write($"/// <summary>{Identifiers.Comment(_rule.Name)}{category}: {_rule.Evaluation.Reference} on {riskEvent.Type.Reference}.</summary>");
            writer.Write(
                $"private static readonly {Known.TracePoint} {Point} = {Known.TracePoint}.Rule({Identifiers.Literal(_rule.Name)}, {Identifiers.Literal(_rule.Category)}, {Identifiers.Literal(_rule.Member)}, {Identifiers.Literal(riskEvent.TraceName)}{Timeout});");
        }
    }
}
