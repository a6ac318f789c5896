import { Navigate } from '@tanstack/react-router';
import { useMay } from '../context';
import { homeOf } from './nav';

export function Home() {
  return <Navigate to={homeOf(useMay())} replace />;
}
