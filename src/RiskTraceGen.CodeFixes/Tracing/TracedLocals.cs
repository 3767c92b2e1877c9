using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>The edits of one document that give its broker calls traced locals: one for each function and broker.</summary>
internal sealed class TracedLocals(SemanticModel model, SourceText text, KnownSymbols symbols, CancellationToken cancellationToken)
{
    private readonly List<TextChange> _changes = [];
    private readonly Dictionary<SyntaxNode, (Anchor Anchor, List<string> Declarations)> _declarations = [];
    private readonly HashSet<(SyntaxNode Member, string Name)> _taken = [];
    private readonly HashSet<SyntaxNode> _done = [];
    private bool _usingAdded;

    /// <summary>Adds the edits for <paramref name="site"/> and all calls in its function on the same broker. False when no flow is in scope.</summary>
    public bool Add(BrokerCallSite site)
    {
        if (_done.Contains(site.Call))
            return true;

        List<BrokerCallSite> calls = [.. site.Siblings(model, symbols, cancellationToken)];
        foreach (BrokerCallSite call in calls)
            _done.Add(call.Call);

        return Share(calls);
    }

    public SourceText Apply()
    {
        foreach ((Anchor anchor, List<string> declarations) in _declarations.Values)
            _changes.AddRange(anchor.Declare(declarations, text, ReturnsValue(anchor.Node)));

        _declarations.Clear();
        return text.WithChanges(_changes.OrderBy(static change => change.Span.Start));
    }

    /// <summary>One local for all <paramref name="calls"/> where a flow is in scope ahead of them all; else one for each branch; else none.</summary>
    private bool Share(List<BrokerCallSite> calls)
    {
        BrokerCallSite first = calls[0];
        if (Anchor.For([.. calls.Select(static call => call.Call)], first.Body) is { } anchor && ShareAt(anchor, calls))
            return true;

        // Short of a common place: the calls of each branch for themselves, and at last each call for itself.
        List<List<BrokerCallSite>> branches = calls.Count == 1 ? [] : Branches(calls);
        bool all = true;
        foreach (List<BrokerCallSite> branch in branches)
            all &= Share(branch);

        return branches.Count > 0 ? all : WithoutLocal(first);
    }

    private bool ShareAt(Anchor anchor, List<BrokerCallSite> calls)
    {
        BrokerCallSite first = calls[0];
        VariablesInScope variables = new(anchor.Node, anchor.Node, model, symbols, cancellationToken);
        if (!(IsOnPlainPath(first) ? CanReadAt(anchor, first, variables) : CanMoveTo(anchor, calls, variables)))
            return false;

        string? name = IsOnPlainPath(first) ? variables.WrapperOf(first.Receiver, first.Factory.Wrapper) : null;
        if (name is null)
        {
            if (variables.Flow() is not { } flow)
                return false;

            name = FreeName(first);
            if (!_declarations.TryGetValue(anchor.Node, out (Anchor Anchor, List<string> Declarations) entry))
                _declarations.Add(anchor.Node, entry = (anchor, []));

            entry.Declarations.Add($"var {name} = {first.Receiver.Syntax}{(first.IsConditional ? "?" : "")}.{TracedWrapper.Factory}({flow});");
            AddUsing(first);
        }

        _changes.AddRange(calls.Select(call => new TextChange(call.Receiver.Syntax.Span, name)));
        return true;
    }

    /// <summary>The broker must be the same, and no more null, ahead of all calls than at each of them.</summary>
    private bool CanReadAt(Anchor anchor, BrokerCallSite first, VariablesInScope variables)
        => (first.Receiver.Variable is not { } variable || variables.CanRead(variable))
           && !first.Receiver.IsWrittenAfter(anchor.Node.SpanStart, FunctionBody.MemberOf(anchor.Node), model, cancellationToken)
           && (first.Receiver.Holder?.MayBeNull() is not true || IsUnconditional(first.Call, anchor.Node));

    /// <summary>What is no plain path is read once, where it stands: a local may only come first where nothing else did. A broker that may be null
    /// can be read early only if nobody can set it in between.</summary>
    private bool CanMoveTo(Anchor anchor, List<BrokerCallSite> calls, VariablesInScope variables)
    {
        BrokerCallSite first = calls[0];
        if (first.Receiver.Variable is { } variable && !variables.CanRead(variable))
            return false;

        if (first.IsConditional && first.Receiver.IsStable(anchor.Node.SpanStart, FunctionBody.MemberOf(anchor.Node), model, cancellationToken))
            return true;

        return calls.Count == 1
               && (first.Receiver.Holder is not null || first.Receiver.Syntax is InvocationExpressionSyntax or ObjectCreationExpressionSyntax)
               && EvaluationOrder.IsFirst(first.Receiver.Syntax, anchor.Node, model, cancellationToken)
               && !first.Receiver.Syntax.DescendantNodes().Any(static node => node is VariableDesignationSyntax)
               && !first.HasCallInReceiver(model, symbols, cancellationToken);
    }

    private static bool IsOnPlainPath(BrokerCallSite call) => call is { IsConditional: false, Receiver.Holder: not null };

    private bool WithoutLocal(BrokerCallSite call)
    {
        if (VariablesInScope.In(call.Call, model, symbols, cancellationToken).Flow() is not { } flow)
            return false;

        _changes.Add(new TextChange(new TextSpan(call.AfterReceiver, 0), $".{TracedWrapper.Factory}({flow})"));
        AddUsing(call);
        return true;
    }

    private void AddUsing(BrokerCallSite site)
    {
        if (_usingAdded || site.Factory.IsInScope(model, site.Call.SpanStart, site.Receiver.Type))
            return;

        _usingAdded = true;
        _changes.Add(UsingDirectives.Adding(site.Factory.Namespace, site.Call));
    }

    private string FreeName(BrokerCallSite site)
    {
        SyntaxNode member = FunctionBody.MemberOf(site.Call);
        HashSet<string> used = [.. member.DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(static token => token.ValueText)];
        string stem = TracedName.For(site.Receiver);
        for (int number = 1; ; number++)
        {
            string name = number == 1 ? stem : stem + number;
            if (!used.Contains(name) && model.LookupSymbols(site.Call.SpanStart, name: name).IsEmpty && _taken.Add((member, name)))
                return name;
        }
    }

    private bool ReturnsValue(SyntaxNode expression)
        => model.GetEnclosingSymbol(expression.SpanStart, cancellationToken)
            is IMethodSymbol { ReturnsVoid: false, MethodKind: not MethodKind.Constructor } method
           && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 });

    /// <summary>The calls, divided by the statement of their common block, or the part of their common node, that holds them.</summary>
    private static List<List<BrokerCallSite>> Branches(List<BrokerCallSite> calls)
    {
        SyntaxNode common = calls[0].Call;
        while (!calls.TrueForAll(call => common.Span.Contains(call.Call.Span)))
            common = common.Parent!;

        List<List<BrokerCallSite>> branches = [.. calls
            .GroupBy(call => common.ChildNodes().FirstOrDefault(child => child.Span.Contains(call.Call.Span)))
            .Select(static branch => branch.ToList())];
        return branches.Count > 1 ? branches : [];
    }

    private static bool IsUnconditional(SyntaxNode call, SyntaxNode anchor)
        => call.Ancestors().TakeWhile(node => node != anchor).All(static node => node
            is not (StatementSyntax or AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax
                or SwitchExpressionArmSyntax
                or BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression
            }));
}
