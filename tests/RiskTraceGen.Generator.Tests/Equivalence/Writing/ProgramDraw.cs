namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Draws a program.</summary>
internal sealed class ProgramDraw
{
    public const string Words = "Vocabulary";
    public const string ForeignWords = "ForeignVocabulary";

    private readonly Draw _draw;
    private readonly BrokerForm _form;
    private readonly BrokerWriter _broker;
    private readonly List<Call> _calls = [];
    private readonly List<Shape> _shapes = [];
    private readonly IReadOnlyList<Member> _members;
    private readonly int _seed;

    private ProgramDraw(int seed)
    {
        _seed = seed;
        _draw = new Draw(seed);
        _form = new BrokerForm(_draw, seed);
        _shapes.AddRange(_form.Shapes);
        _members = new MemberDraw(_draw, _form).Members();
        Extra[] extras = [.. _draw.Shuffled(Extra.All.Where(extra => _form.IsInterface ? !extra.NeedsClass : !extra.NeedsInterface)).Take(_draw.Number(0, 2))];
        _broker = new BrokerWriter(_form, _members, extras);

        var calls = new CallDraw(_draw);
        _calls.AddRange(_members.SelectMany(calls.Calls));
        foreach (Extra extra in extras)
        {
            _shapes.Add(extra.Shape);
            if (extra.Use.Length > 0)
                _calls.Add(calls.PassedThrough(extra.Use, extra.Shape));
        }
    }

    public static RandomProgram Of(int seed) => new ProgramDraw(seed).Write();

    private RandomProgram Write()
    {
        string hidden = Sometimes(Shape.PrivateNestedBroker, "private interface IHidden\n{\n    [BrokerCall(\"hidden\")] void Hide();\n}\n\n");
        string fileLocal = Sometimes(Shape.FileLocalBroker, "file interface IFileLocal\n{\n    [BrokerCall(\"file_local\")] void Hide();\n}");
        string namesake = _form.IsGlobal || _form.IsForeign ? "" : Sometimes(Shape.EqualNamesInSeveralNamespaces, Namesake());
        string name = $"Program{_form.Suffix}";
        string program = $"public static class {name}\n{Block.Of($"{hidden}public static async Task RunAsync(Log log, RiskFlow flow)\n{Block.Of(Run())}")}";
        string source = Usings(_form.IsForeign ? ForeignWords : Words)
            + (_form.IsForeign ? string.Concat(_members.Where(member => member.TraceName is not null).Select(Named)) + "\n" : "")
            + InNamespace(string.Join("\n\n", new[] { _form.IsForeign ? "" : _broker.Write(), fileLocal, namesake, program }.Where(part => part.Length > 0)));
        string foreign = _form.IsForeign ? Usings(ForeignWords) + InNamespace(_broker.Write()) : "";
        return new RandomProgram(_seed, source, foreign, _form.Namespace.Length > 0 ? $"{_form.Namespace}.{name}" : name, _shapes, _calls);
    }

    private IEnumerable<string> Run() =>
    [
        $"{_form.StaticType} broker = {_broker.New};",
        $"""
        #if {RandomProgram.TracedSymbol}
        var subject = broker.Traced(flow);
        var nobody = (({_form.StaticType})null!).Traced(flow);
        log.GoesThrough(subject);
        #else
        var subject = broker;
        var nobody = ({_form.StaticType})null!;
        #endif
        """,
        .. _calls.Select(call => call.Statement),
        "await Task.CompletedTask;",
    ];

    private string Named(Member member) => $"[assembly: BrokerCall(typeof({_form.OpenType}), \"{member.Name.TrimStart('@')}\", Name = \"{member.TraceName}\")]\n";

    // The same names in a namespace beside it, with another meaning.
    private string Namesake() => $$"""
        namespace Namesake
        {
            public sealed record Order(decimal Price);

            {{_form.Accessibility}} interface {{_form.Name}}
            {
                [BrokerCall("namesake")] Order Place(Order order);
            }
        }
        """;

    private string Sometimes(Shape shape, string text)
    {
        if (!_draw.Chance(10))
            return "";

        _shapes.Add(shape);
        return text;
    }

    private string InNamespace(string text) => _form.Namespace.Length > 0 ? $"namespace {_form.Namespace}\n{Block.Of(text)}\n" : text + "\n";

    private static string Usings(string words) => $"""
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using RiskTraceGen;
        using RiskTraceGen.Generator.Tests.Equivalence;
        using {words};

        """;
}
