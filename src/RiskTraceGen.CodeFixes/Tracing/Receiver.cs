using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>What a broker call is made on: a path of symbols such as <c>suite</c>, <c>_suite</c>, <c>this.Venue.Suite</c>, which names the same broker wherever
/// it stands; or a value such as <c>Get()</c> and <c>new Suite()</c>, which stands for itself alone.</summary>
internal sealed class Receiver : IEquatable<Receiver>
{
    private readonly ImmutableArray<ISymbol> _path;

    private Receiver(ExpressionSyntax syntax, ITypeSymbol type, ImmutableArray<ISymbol> path)
    {
        Syntax = syntax;
        Type = type;
        _path = path;
    }

    public ExpressionSyntax Syntax { get; }

    public ITypeSymbol Type { get; }

    /// <summary>The field, property, local or parameter that holds the broker; null for a value.</summary>
    public ISymbol? Holder => _path.IsEmpty ? null : _path[0];

    /// <summary>The local or parameter that must be assigned before the path can be read; null for a path from <c>this</c> or a static member.</summary>
    public ISymbol? Variable => _path.LastOrDefault() is { Kind: SymbolKind.Local or SymbolKind.Parameter } variable ? variable : null;

    /// <summary>Null for anything but a path of fields, properties, locals and parameters: only such a path names the same broker twice.</summary>
    public static Receiver? From(ExpressionSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        ImmutableArray<ISymbol>.Builder path = ImmutableArray.CreateBuilder<ISymbol>();
        IOperation? operation = model.GetOperation(syntax, cancellationToken);
        if (operation?.Type is not { } type)
            return null;

        while (operation is not null and not IInstanceReferenceOperation)
        {
            switch (operation)
            {
                case IFieldReferenceOperation field:
                    path.Add(field.Field);
                    operation = field.Instance;
                    break;
                case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                    path.Add(property.Property);
                    operation = property.Instance;
                    break;
                case ILocalReferenceOperation local:
                    path.Add(local.Local);
                    operation = null;
                    break;
                case IParameterReferenceOperation parameter:
                    path.Add(parameter.Parameter);
                    operation = null;
                    break;
                default:
                    return null;
            }
        }

        return path.Count == 0 ? null : new Receiver(syntax, type, path.ToImmutable());
    }

    /// <summary>
    /// Any expression that has a value. Null for <c>this</c>, <c>base</c> and the names of types, and for structs: their wrapper would hold a copy.
    /// </summary>
    public static Receiver? FromValue(ExpressionSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionSyntax value = syntax;
        while (value is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            value = value is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : ((PostfixUnaryExpressionSyntax)value).Operand;

        return model.GetOperation(value, cancellationToken) is { Type: { IsReferenceType: true } type } and not IInstanceReferenceOperation
            ? new Receiver(syntax, type, [])
            : null;
    }

    /// <summary>Whether every step of the path keeps its value from <paramref name="position"/> on, whatever else is called in between: no property, no field
    /// that can be set, and no variable that is written later, by a function inside <paramref name="body"/>, or by another member of its class.</summary>
    public bool IsStable(int position, SyntaxNode body, SemanticModel model, CancellationToken cancellationToken)
    {
        if (_path.IsEmpty
            || !_path.All(static symbol
                => symbol is IFieldSymbol { IsReadOnly: true } or ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None }))
            return false;

        bool isOfClass = Variable?.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
        SyntaxNode all = isOfClass && body.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? type : body;
        return _path.All(symbol => Writes.Of(symbol, all, model, cancellationToken).All(write => write.Span.End < position && FunctionOf(write) == body));
    }

    /// <summary>
    /// Whether any step of the path is written in <paramref name="body"/> from <paramref name="position"/> on: then it may name another broker there.
    /// </summary>
    public bool IsWrittenAfter(int position, SyntaxNode body, SemanticModel model, CancellationToken cancellationToken)
        => _path.Any(symbol => Writes.Of(symbol, body, model, cancellationToken).Any(write => write.Span.End >= position));

    public bool Equals(Receiver? other) => other is not null
        && (_path.IsEmpty ? Syntax == other.Syntax : _path.SequenceEqual(other._path, SymbolEqualityComparer.Default));

    public override bool Equals(object? obj) => Equals(obj as Receiver);

    public override int GetHashCode() => Holder is { } holder ? SymbolEqualityComparer.Default.GetHashCode(holder) : Syntax.GetHashCode();

    private static SyntaxNode FunctionOf(SyntaxNode node) => node.Ancestors().First(static ancestor
        => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax)
            or CompilationUnitSyntax);
}
