using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.CodeFixes.Text;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>Turns broker parameters into wrapper parameters, all at once: a parameter may be passed on to another only if that one changes too.</summary>
internal sealed class WrapperParameters(Solution solution, CancellationToken cancellationToken)
{
    private readonly Dictionary<Location, (BrokerParameter Parameter, List<BrokerArgument> Arguments)> _changing = [];

    public async Task AddAsync(BrokerParameter parameter)
    {
        Location place = parameter.Symbol.Locations[0];
        if (!_changing.ContainsKey(place) && await BrokerArgument.AllFor(parameter, cancellationToken).ConfigureAwait(false) is { } arguments)
            _changing.Add(place, (parameter, arguments));
    }

    /// <summary>The solution with every parameter changed whose uses and callers allow it; null when none does.</summary>
    public async Task<Solution?> ApplyAsync()
    {
        // What one parameter allows depends on which others change, so drop those that cannot until all that are left can.
        while (_changing.Where(entry => !CanChange(entry.Value.Parameter, entry.Value.Arguments))
            .Select(static entry => entry.Key)
            .ToList() is { Count: > 0 } stuck)
        {
            foreach (Location place in stuck)
                _changing.Remove(place);
        }

        if (_changing.Count == 0)
            return null;

        DocumentEdits edits = new();
        foreach ((BrokerParameter parameter, List<BrokerArgument> arguments) in _changing.Values)
        {
            edits.Add(parameter.Document, [new TextChange(parameter.Syntax.Type!.Span, parameter.WrapperType)]);
            foreach (BrokerArgument argument in arguments)
            {
                if (!IsChanging(argument.PassedOn))
                    edits.Add(argument.Document, Wrapped(argument, parameter.Factory));
            }
        }

        return await edits.ApplyToAsync(solution, cancellationToken).ConfigureAwait(false);
    }

    private bool CanChange(BrokerParameter parameter, List<BrokerArgument> arguments)
        => parameter.Uses.All(use => parameter.FitsWrapper(use, cancellationToken) || IsPassedOnToChanging(use))
           && arguments.TrueForAll(argument => IsChanging(argument.PassedOn) || Wrapped(argument, parameter.Factory).Count > 0);

    private bool IsPassedOnToChanging(IdentifierNameSyntax use)
        => _changing.Values.Any(entry => entry.Arguments.Exists(argument => argument.Value == use));

    private bool IsChanging(IParameterSymbol? parameter)
        => parameter is { Locations: [var place, ..] } && _changing.ContainsKey(place);

    /// <summary>How the caller passes the wrapper: one that it has already, or one that it makes with a flow in scope. Empty when it cannot.</summary>
    private List<TextChange> Wrapped(BrokerArgument argument, WrapperFactory factory)
    {
        if (KnownSymbols.Of(argument.Model.Compilation) is not { } symbols
            || argument.Model.GetTypeInfo(argument.Value, cancellationToken).Type is not { } type
            || WrapperFactory.For(type, symbols) is not { } made
            || made.Wrapper.ToDisplayString() != factory.Wrapper.ToDisplayString())
        {
            return [];
        }

        VariablesInScope variables = VariablesInScope.In(argument.Value, argument.Model, symbols, cancellationToken);
        if (Receiver.From(argument.Value, argument.Model, cancellationToken) is { } receiver && variables.WrapperOf(receiver, made.Wrapper) is { } existing)
            return [new TextChange(argument.Value.Span, existing)];

        if (variables.Flow() is not { } flow)
            return [];

        bool primary = IsPrimary(argument.Value);
        List<TextChange> changes = [new TextChange(new TextSpan(argument.Value.Span.End, 0), $"{(primary ? "" : ")")}.{TracedWrapper.Factory}({flow})")];
        if (!primary)
            changes.Add(new TextChange(new TextSpan(argument.Value.SpanStart, 0), "("));

        if (!made.IsInScope(argument.Model, argument.Value.SpanStart, type))
            changes.Add(UsingDirectives.Adding(made.Namespace, argument.Value));

        return changes;
    }

    private static bool IsPrimary(ExpressionSyntax value) => value
        is NameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ThisExpressionSyntax
            or ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax;
}
